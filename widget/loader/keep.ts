type Area = 'localStorage' | 'sessionStorage'

/**
 * What the widget remembers in the site's own storage. Where storage is blocked or full it remembers for this
 * page only, and nobody notices.
 */
export interface Keep {
  /** The empty key is the visitor's token. `area`: over visits and tabs (default), or for this tab. */
  get(key: string, area?: Area): string | null
  /** Takes away what is null, or otherwise nothing. */
  set(key: string, value: string | number | boolean | null, area?: Area): void
}

/**
 * Says who the visitor is, and is made here: tabs that are opened at once, in a browser that is new to the site,
 * would otherwise each become a visitor of their own, and send what waits in their common storage twice.
 */
export const tokenIn = (keep: Keep): string => {
  const token = keep.get('') || crypto.getRandomValues(new Uint32Array(5)).join('')
  keep.set('', token)
  return token
}

export const makeKeep = (account: string): Keep => {
  const memory = new Map<string, string>()
  const named = (key: string) => `redhelper:${account}${key && `:${key}`}`
  return {
    get(key, area = 'localStorage') {
      try {
        return memory.get(area + key) ?? window[area].getItem(named(key))
      } catch {
        return null
      }
    },
    set(key, value, area = 'localStorage') {
      memory.delete(area + key)
      try {
        if (value) window[area].setItem(named(key), `${value}`)
        else window[area].removeItem(named(key))
      } catch {
        if (value) memory.set(area + key, `${value}`)
      }
    },
  }
}
