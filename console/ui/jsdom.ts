/**
 * For tests: what jsdom lacks and Web Awesome's elements call while they are drawn. Import it before them.
 * Whether they work is looked at in a real browser.
 */
Object.assign(ElementInternals.prototype, {
  setValidity: () => {},
  setFormValue: () => {},
  checkValidity: () => true,
  reportValidity: () => true,
  validity: { valid: true },
})

const dialog = HTMLDialogElement.prototype
dialog.showModal ??= function (this: HTMLDialogElement) {
  this.open = true
}
dialog.close ??= function (this: HTMLDialogElement) {
  this.open = false
}
Element.prototype.getAnimations ??= () => []
