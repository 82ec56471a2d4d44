/** Light, dark, or as the system says; remembered for this browser. */
export type Theme = 'auto' | 'light' | 'dark'
export const themes: ReadonlyArray<Theme> = ['auto', 'light', 'dark']

const keptUnder = 'redhelper:theme'

export function theme(): Theme {
  try {
    const kept = localStorage.getItem(keptUnder)
    return kept === 'light' || kept === 'dark' ? kept : 'auto'
  } catch {
    return 'auto'
  }
}

export function setTheme(next: Theme): void {
  try {
    localStorage.setItem(keptUnder, next)
  } catch {}
  apply(next)
}

function apply(next: Theme): void {
  if (next === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}

apply(theme())
