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
 * than a plain tag, and it is somebody else's when the site has bundled us; then the address tells.
 */
export const findCode = ({ currentScript, scripts }: Document): SiteCode | null => {
  for (const script of [currentScript, ...scripts] as ReadonlyArray<HTMLScriptElement | null>) {
    const [, account] = /\/service\/main\.js\?c=([\w.-]+)/.exec(script?.src ?? '') ?? []
    if (account)
      return { account: account.toLowerCase(), origin: new URL(script!.src).origin, nonce: script!.nonce }
  }
  return null
}
