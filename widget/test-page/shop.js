/**
 * The test shop: a page like those our customers have, with the account's widget on it. Which account stands in
 * the address (`?c=LOGIN`), and links carry it on. Served under our own origin, so it shows the widget but
 * proves nothing about foreign pages; tests do that elsewhere.
 */
const account = new URLSearchParams(location.search).get('c')

if (account) {
  const code = document.createElement('script')
  code.id = 'rhlpscrtg'
  code.async = true
  code.charset = 'utf-8'
  code.src = `/service/main.js?c=${encodeURIComponent(account)}`
  document.body.append(code)

  for (const link of document.links) {
    link.href += `?c=${encodeURIComponent(account)}`
  }
}

// A cart that only counts: enough to feel like a shop.
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
