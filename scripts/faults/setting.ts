/** Accounts and operators, made over the HTTP API as the cabinet does it. */
import type { Account } from './world.ts'

export interface Employee {
  readonly account: Account
  readonly id: string
  readonly cookie: string
}

const password = 'correct horse'

/** Cookies are for any origin that the engine is reached by, so the proxy's will do. */
export const setUp = async (
  origin: string,
  accounts: number,
  operators: number,
): Promise<{ accounts: ReadonlyArray<Account>; employees: ReadonlyArray<Employee> }> => {
  const made: Array<Account> = []
  const employees: Array<Employee> = []
  const heads: Array<Employee> = []
  for (let index = 0; index < accounts; index++) {
    const head = await register(origin, index)
    made.push(head.account)
    heads.push(head)
  }
  employees.push(...heads)
  for (let n = accounts; n < operators; n++) {
    const { account, cookie: head } = heads[n % accounts]!
    const login = `operator${n}`
    const { body } = await post(origin, '/operators', head, { login, name: `Оператор ${n}`, password })
    const { cookie } = await post(origin, '/session', '', { login, password })
    employees.push({ account, id: body.id, cookie })
  }
  return { accounts: made, employees }
}

/** Gives its administrator. */
export const register = async (origin: string, index: number): Promise<Employee> => {
  const login = `shop${index}`
  const { body, cookie } = await post(origin, '/registration', '', {
    email: `${login}@example.com`,
    login,
    password,
    language: 'ru',
    timeZone: 'Europe/Moscow',
  })
  return { account: { index, login }, id: body.operator, cookie }
}

/** False: nobody knows whether it is. */
export const closeAccount = (origin: string, { login }: Account, cookie: string): Promise<boolean> =>
  post(origin, '/account/closing', cookie, { login, currentPassword: password }).then(
    () => true,
    () => false,
  )

const post = async (origin: string, path: string, cookie: string, payload: object) => {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie },
    body: JSON.stringify(payload),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  const body = (await response.json()) as { id: string; operator: string }
  return { body, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}
