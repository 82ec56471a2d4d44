import { expect, test } from 'vitest'
import {
  type Asked,
  askedBy,
  type Contacts,
  consentVersion,
  requestKept,
  requestProblems,
} from './request.ts'

const none: Asked = { name: false, email: false, phone: false, message: false }
const all: Asked = { name: true, email: true, phone: true, message: true }
const ivan: Contacts = {
  name: ' Иван \n Петров',
  email: ' Ivan@Mail.example ',
  phone: '+7 (912) 345-67-89',
  message: ' Есть ли\r\nчай? ',
}
const nothing: Contacts = { name: '', email: '', phone: '', message: '' }

test('what is shown is required, and what is not shown is not kept', () => {
  expect(requestProblems(all, nothing, true, false)).toEqual({
    name: 'required',
    email: 'required',
    phone: 'required',
    message: 'required',
    consent: 'required',
  })
  expect(requestProblems({ ...none, phone: true }, nothing, false, false)).toEqual({ phone: 'required' })
  expect(requestProblems(all, ivan, true, true)).toEqual({})
  expect(requestKept(all, ivan)).toEqual({
    name: 'Иван Петров',
    email: 'ivan@mail.example',
    phone: '+7 (912) 345-67-89',
    message: 'Есть ли\nчай?',
  })
  expect(requestKept({ ...none, name: true }, ivan)).toEqual({ ...nothing, name: 'Иван Петров' })
})

test('what cannot be right is said at its field', () => {
  const bad = { name: '\u200b', email: 'a@b, c@d', phone: '12', message: 'x'.repeat(5_001) }
  expect(requestProblems(all, bad, false, true)).toEqual({
    name: 'required',
    email: 'malformed',
    phone: 'malformed',
    message: 'tooLong',
  })
})

test.each<[Parameters<typeof askedBy>[0], Partial<Asked>, Partial<Asked>]>([
  ['offline', { email: true }, { email: true }],
  ['offline', { message: true }, { message: true }],
  // A form with nothing in it would be none.
  ['offline', {}, { message: true }],
  ['lead', { name: true, email: true, message: true }, { name: true, email: true }],
  ['lead', { email: true, phone: true }, { email: true, phone: true }],
  ['lead', { name: true, message: true }, { name: true, phone: true }],
  ['lead', {}, { phone: true }],
])('%s with %j asks for %j', (kind, switched, asked) => {
  expect(askedBy(kind, { ...none, ...switched })).toEqual({ ...none, ...asked })
})

test('other words of a consent have another version', () => {
  const version = consentVersion('Согласен', 'https://shop.example/privacy')
  expect(version).toMatch(/^[0-9a-f]{16}$/)
  expect(consentVersion('Согласен', 'https://shop.example/privacy')).toBe(version)
  expect(consentVersion('Согласна', 'https://shop.example/privacy')).not.toBe(version)
  expect(consentVersion('Согласен', '')).not.toBe(version)
})
