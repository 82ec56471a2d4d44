/** Puts text on the clipboard; also on plain http, where browsers keep the clipboard API back. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByCommand(text)
  }
}

// Whatever is selected, we say what is copied: under an open dialog the selection below may not work.
function copyByCommand(text: string): boolean {
  let said = false
  const say = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    said = true
  }
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'unseen'
  area.setAttribute('readonly', '')
  document.body.append(area)
  document.addEventListener('copy', say, { capture: true })
  try {
    const focused = document.activeElement
    area.select()
    const done = document.execCommand('copy')
    if (focused instanceof HTMLElement) focused.focus()
    return done && said
  } catch {
    return false
  } finally {
    document.removeEventListener('copy', say, { capture: true })
    area.remove()
  }
}
