/** For those who show what a tariff has and when a licence ends; apart, since a widget needs nothing of it. */
export { daysLeft, endsSoon } from '../../domain/licence.ts'
export { includes, tariffs, unlockedBy } from '../../domain/tariff.ts'
