/** A cart that only counts: enough to feel like a shop. */
const count = /** @type {HTMLElement} */ (document.querySelector('[data-cart]'))
let bought = 0
try {
  bought = Number(sessionStorage.getItem('cart'))
} catch {}
count.textContent = String(bought)
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element && event.target.closest('[data-buy]'))) return
  count.textContent = String(++bought)
  try {
    sessionStorage.setItem('cart', String(bought))
  } catch {}
})
