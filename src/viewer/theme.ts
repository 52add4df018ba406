/** Light, dark, or as the system has it. */
const THEMES = ['auto', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

const KEPT = 'fencepost-theme'

export function currentTheme(): Theme {
  return THEMES.find((theme) => theme === document.documentElement.dataset['theme']) ?? 'auto'
}

/** As it was left. */
export function restoreTheme(): void {
  setTheme(THEMES.find((theme) => theme === kept()) ?? 'auto')
}

export function nextTheme(): Theme {
  const next = THEMES[(THEMES.indexOf(currentTheme()) + 1) % THEMES.length] ?? 'auto'
  setTheme(next)
  return next
}

function setTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEPT, theme)
  } catch {
    // Pages from files may keep nothing; then it is as the system has it each time.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT)
  } catch {
    return null
  }
}
