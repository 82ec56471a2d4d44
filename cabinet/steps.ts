/** Which first steps were taken in this browser. Only a reminder: nothing depends on it. */
export type Step = 'code' | 'console' | 'test'

const keptUnder = (account: string): string => `redhelper:steps:${account}`

export function taken(account: string): ReadonlySet<Step> {
  try {
    return new Set((localStorage.getItem(keptUnder(account)) ?? '').split(' ').filter(isStep))
  } catch {
    return new Set()
  }
}

export function remember(account: string, step: Step): void {
  try {
    localStorage.setItem(keptUnder(account), [...new Set([...taken(account), step])].join(' '))
  } catch {}
}

const isStep = (value: string): value is Step => value === 'code' || value === 'console' || value === 'test'
