export const button = (text: string, act: () => void): HTMLButtonElement => {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'link'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}

/** Escape leads back to the line; the window stays. */
export const escapes = (from: HTMLElement, back: () => void): void =>
  from.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    back()
  })
