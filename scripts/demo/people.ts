/** Who can sign in to the example account; the first is its administrator. */
export const people = [
  { login: 'demo', password: 'red-helper', name: 'Консультант' },
  { login: 'anna', password: 'red-helper', name: 'Анна Соколова' },
  { login: 'mikhail', password: 'red-helper', name: 'Михаил Орлов' },
] as const
