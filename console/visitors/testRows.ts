/** Rows for tests. */
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { id } from '../desk/testSocket.ts'

export const row = (number: number, over: Partial<VisitorRow> = {}): VisitorRow => ({
  number,
  id: id(20_000 + number),
  site: null,
  since: number * 1_000,
  left: null,
  page: { url: 'https://shop.example/', title: 'Чай' },
  place: null,
  address: '192.0.2.1',
  source: { kind: 'direct', name: '', phrase: null },
  browser: 'Chrome 124',
  os: 'Windows 11',
  visits: 1,
  views: 1,
  seconds: 0,
  watching: null,
  open: false,
  conversation: null,
  operator: null,
  invited: null,
  answeredAt: 0,
  ...over,
})
