import { expect, test } from 'vitest'
import { searchable, sought } from './requestSearch.ts'

const words = searchable({
  name: 'Пётр Иванов',
  email: 'petr@mail.example',
  phone: '+7 (912) 345-67-89',
  message: 'Где мой ЗАКАЗ 1042?',
  url: 'https://shop.example/tea',
})
const found = (typed: string) => sought(typed).every((one) => words.includes(one))

test.each([
  'петр',
  'Пётр',
  'ИВАНОВ заказ',
  'mail.exam',
  '+7 912 345-67-89',
  '8 (912) 345 67 89',
  '9123456789',
  '345-67',
  '1042',
  'shop.example/tea',
  '',
])('%j is found', (typed) => {
  expect(found(typed)).toBe(true)
})

test.each(['Павел', 'Пётр Сидоров', '+7 913 345-67-89', '%', '_'])('%j is not', (typed) => {
  expect(found(typed)).toBe(false)
})
