/** Where our code stands in the page, and what it says (B1: `/service/main.js?c=LOGIN`). */
export interface SiteCode {
  /** The account's login. */
  readonly account: string
  /** Origin of the engine that served the code. */
  readonly origin: string
  /** The page's CSP nonce, if our script carries one. */
  readonly nonce: string
}

/**
 * The script element that carries the code. `currentScript` is missing when the site runs us by other means
 * than a plain tag, and it is somebody else's when the site has bundled us; then the manual's id and the
 * address tell.
 */
export const findCode = (page: Document): SiteCode | null => {
  for (const script of [
    page.currentScript,
    page.getElementById('rhlpscrtg'),
    page.querySelector('script[src*="/service/main.js?c="]'),
  ] as ReadonlyArray<HTMLScriptElement | null>) {
    const [, account] = /\/service\/main\.js\?c=([\w.-]+)/.exec(script?.src ?? '') ?? []
    if (account)
      return { account: account.toLowerCase(), origin: new URL(script!.src).origin, nonce: script!.nonce }
  }
  return null
}
