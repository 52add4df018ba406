/** Makes elements. */

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

export type Child = Node | string | undefined | readonly Child[]

/** An element with its attributes (`true`: without a value; `false`, undefined: left out) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...nodesOf(children))
  return made
}

export interface ButtonOptions {
  readonly class?: string | undefined
  readonly title?: string | undefined
  /** Names it where its text does not. */
  readonly label?: string | undefined
  /** Finds it again when what it stands in is made anew. */
  readonly key?: string | undefined
  readonly disabled?: boolean | undefined
  readonly pressed?: boolean | undefined
}

export function button(text: Child, press: () => void, options: ButtonOptions = {}): HTMLButtonElement {
  const made = el('button', {
    'type': 'button', 'class': options.class, 'title': options.title, 'aria-label': options.label, 'data-key': options.key,
    'disabled': options.disabled, 'aria-pressed': options.pressed === undefined ? undefined : String(options.pressed),
  }, text)
  made.addEventListener('click', press)
  return made
}

/** Puts new children in place of the old ones; who had the focus has it again, when it is still there. */
export function refill(container: Element, ...children: readonly Child[]): void {
  const focused = container.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : undefined
  container.replaceChildren(...nodesOf(children))
  if (focused === undefined || focused === null) return
  const again = [...container.querySelectorAll<HTMLElement>('[data-key]')].find((one) => one.dataset['key'] === focused)
  again?.focus({ preventScroll: true })
}

/** The element of the page with that id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

const SVG = 'http://www.w3.org/2000/svg'

export function svg(tag: string, attributes: Attributes, ...children: readonly Node[]): SVGElement {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, String(value))
  }
  made.append(...children)
  return made
}

function nodesOf(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child): (Node | string)[] => {
    if (child === undefined) return []
    return child instanceof Node || typeof child === 'string' ? [child] : nodesOf(child)
  })
}
