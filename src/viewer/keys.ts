/** What keys do, for the page and for its help. */
export interface KeyBinding {
  readonly keys: readonly string[]
  /** As the help has it. */
  readonly shown: string
  readonly summary: string
  /** `isHeld`: it was pressed before, and is still held down. */
  readonly press: (key: string, isHeld: boolean) => void
}

export const DIGITS: readonly string[] = Array.from({ length: 10 }, (_, digit) => String(digit))

/** Listens for them, but not while someone writes or moves a control. */
export function listen(bindings: () => readonly KeyBinding[]): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (document.querySelector('dialog[open]')) return
    const { target } = event
    const isControl = target instanceof HTMLInputElement || target instanceof HTMLSelectElement
    if (isControl && event.key !== 'Escape') return
    if (target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return
    const binding = bindings().find(({ keys }) => keys.includes(event.key))
    if (!binding) return
    event.preventDefault()
    binding.press(event.key, event.repeat)
  })
}
