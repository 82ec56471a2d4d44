/** An operator's status in words and pictures (F3); the same in console and cabinet. */
import type { Status } from '../../engine/protocol/frames.ts'
import { defineTexts } from './i18n.ts'
import type { IconName } from './icon.ts'

const texts = defineTexts({
  ru: {
    online: 'В сети',
    break: 'Перерыв',
    second: '2-я линия',
    offline: 'Не в сети',
    effects: {
      online: 'В сети: новые посетители попадают к вам',
      break: 'Перерыв: новых посетителей не будет, начатые диалоги продолжаются',
      second: 'Вторая линия: новых посетителей не будет, только переданные вам диалоги',
      offline: 'Не в сети: посетители к вам не попадают, рабочее время не идёт',
    } satisfies Record<Status, string>,
  },
  en: {
    online: 'Online',
    break: 'On break',
    second: '2nd line',
    offline: 'Offline',
    effects: {
      online: 'Online: new visitors come to you',
      break: 'On break: nobody new comes, dialogues that have begun go on',
      second: 'Second line: nobody new comes, only dialogues transferred to you',
      offline: 'Offline: no visitors come to you, and working time does not run',
    },
  },
})

export const statuses: ReadonlyArray<Status> = ['online', 'break', 'second', 'offline']
export const statusWord = (status: Status): string => texts()[status]
export const statusEffect = (status: Status): string => texts().effects[status]
export const statusIcons = {
  online: 'circle-check',
  break: 'coffee',
  second: 'layers-2',
  offline: 'circle-off',
} satisfies Record<Status, IconName>
