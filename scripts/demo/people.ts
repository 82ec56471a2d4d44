/** Who can sign in to the example account; the first is its administrator. */
export const people = [
  { login: 'demo', password: 'red-helper', name: 'Консультант' },
  { login: 'anna', password: 'red-helper', name: 'Анна Соколова' },
  { login: 'mikhail', password: 'red-helper', name: 'Михаил Орлов' },
] as const

/** Of the example account; `members` by their logins. */
export const departments = [
  { name: 'Подбор чая', description: 'Поможем выбрать сорт и посуду', members: ['demo', 'anna'] },
  { name: 'Заказ и доставка', description: 'Оплата, сроки, возврат', members: ['mikhail'] },
] as const
