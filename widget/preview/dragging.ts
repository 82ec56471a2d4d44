/** The launcher in a preview is dragged along its edge; a press that moved is no click. */
/** Percent of the owner's, by the share of the room that is before it; the launcher has it the other way round. */
export const offsetAt = (share: number): number =>
  Math.max(0, Math.min(Math.round((share - 0.02) * 104), 100))

const launcherIn = (event: Event): HTMLElement | undefined =>
  event
    .composedPath()
    .find((one): one is HTMLElement => one instanceof HTMLButtonElement && one.classList.length === 2)

/** Less than this is a hand that shakes. */
const still = 4

export const letDrag = (dragged: (offset: number) => void): void => {
  let moved = false
  addEventListener(
    'pointerdown',
    (pressed) => {
      const launcher = launcherIn(pressed)
      // On phones it stays in its corner.
      if (!launcher || innerWidth <= 480 || pressed.button !== 0) return
      const upright = !launcher.classList.contains('bottom')
      const { offsetHeight, offsetWidth } = launcher
      const room = upright ? innerHeight - offsetHeight : innerWidth - offsetWidth
      const box = launcher.getBoundingClientRect()
      const start = (upright ? box.top : box.left) / room
      moved = false
      // Text is not chosen, and the pointer may leave the frame.
      pressed.preventDefault()
      launcher.setPointerCapture(pressed.pointerId)
      const move = (now: PointerEvent) => {
        const by = upright ? now.clientY - pressed.clientY : now.clientX - pressed.clientX
        moved ||= Math.abs(by) >= still
        if (moved) dragged(offsetAt(start + by / room))
      }
      const stop = () => {
        launcher.removeEventListener('pointermove', move)
        launcher.removeEventListener('lostpointercapture', stop)
      }
      launcher.addEventListener('pointermove', move)
      launcher.addEventListener('lostpointercapture', stop)
    },
    true,
  )
  addEventListener(
    'click',
    (event) => {
      if (!moved || !launcherIn(event)) return
      moved = false
      event.stopImmediatePropagation()
    },
    true,
  )
}
