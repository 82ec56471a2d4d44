/** The cabinet's pages in their groups. A page of a later feature is one line here and one in `cabinet.ts`. */

import { defineTexts } from '../console/ui/i18n.ts'
import type { IconName } from '../console/ui/icon.ts'

const texts = defineTexts({
  ru: {
    groups: {
      start: 'Начало',
      install: 'Установка',
      appearance: 'Внешний вид',
      behaviour: 'Поведение',
      people: 'Люди',
      requests: 'Заявки',
      sites: 'Сайты и отделы',
      account: 'Аккаунт',
      instance: 'Сервер',
    },
    pages: {
      firstSteps: 'Первые шаги',
      siteCode: 'Код для сайта',
      button: 'Кнопка',
      chatWindow: 'Окно чата',
      texts: 'Тексты',
      theme: 'Тема',
      consoleApp: 'Приложение оператора',
      invitations: 'Приглашения',
      unanswered: 'Когда не отвечают',
      operators: 'Операторы',
      bans: 'Баны',
      routing: 'Распределение диалогов',
      sites: 'Сайты',
      departments: 'Отделы',
      requests: 'Заявки',
      account: 'Аккаунт',
      mail: 'Почта',
      profile: 'Мои настройки',
      sessions: 'Сеансы',
      licence: 'Лицензия',
      instance: 'Все аккаунты',
    },
  },
  en: {
    groups: {
      start: 'Start',
      install: 'Install',
      appearance: 'Appearance',
      behaviour: 'Behaviour',
      people: 'People',
      requests: 'Requests',
      sites: 'Sites and departments',
      account: 'Account',
      instance: 'Server',
    },
    pages: {
      firstSteps: 'First steps',
      siteCode: 'Site code',
      button: 'Button',
      chatWindow: 'Chat window',
      texts: 'Texts',
      theme: 'Theme',
      consoleApp: 'Operator app',
      invitations: 'Invitations',
      unanswered: 'When nobody answers',
      operators: 'Operators',
      bans: 'Bans',
      routing: 'Routing',
      sites: 'Sites',
      departments: 'Departments',
      requests: 'Requests',
      account: 'Account',
      mail: 'Mail',
      profile: 'My settings',
      sessions: 'Sessions',
      licence: 'Licence',
      instance: 'All accounts',
    },
  },
})

type Page = keyof ReturnType<typeof texts>['pages']
type Group = keyof ReturnType<typeof texts>['groups']

interface Place {
  readonly path: string
  readonly page: Page
  readonly icon: IconName
}

/** The administrator has everything; an operator has own settings only (A7): requests he processes in the console. The instance's owner has one page more. */
const places: ReadonlyArray<{
  group: Group
  administrator: ReadonlyArray<Place>
  operator: ReadonlyArray<Place>
}> = [
  {
    group: 'start',
    administrator: [{ path: '/cabinet', page: 'firstSteps', icon: 'house' }],
    operator: [],
  },
  {
    group: 'install',
    administrator: [
      { path: '/cabinet/site-code', page: 'siteCode', icon: 'code-xml' },
      { path: '/cabinet/console-app', page: 'consoleApp', icon: 'download' },
    ],
    operator: [{ path: '/cabinet/console-app', page: 'consoleApp', icon: 'download' }],
  },
  {
    group: 'appearance',
    administrator: [
      { path: '/cabinet/button', page: 'button', icon: 'rectangle-horizontal' },
      { path: '/cabinet/window', page: 'chatWindow', icon: 'app-window' },
      { path: '/cabinet/texts', page: 'texts', icon: 'type' },
      { path: '/cabinet/theme', page: 'theme', icon: 'palette' },
    ],
    operator: [],
  },
  {
    group: 'behaviour',
    administrator: [
      { path: '/cabinet/invitations', page: 'invitations', icon: 'message-circle' },
      { path: '/cabinet/unanswered', page: 'unanswered', icon: 'clock' },
    ],
    operator: [],
  },
  {
    group: 'people',
    administrator: [
      { path: '/cabinet/operators', page: 'operators', icon: 'users' },
      { path: '/cabinet/bans', page: 'bans', icon: 'ban' },
      { path: '/cabinet/routing', page: 'routing', icon: 'split' },
    ],
    operator: [],
  },
  {
    group: 'sites',
    administrator: [
      { path: '/cabinet/sites', page: 'sites', icon: 'globe' },
      { path: '/cabinet/departments', page: 'departments', icon: 'headset' },
    ],
    operator: [],
  },
  {
    group: 'requests',
    administrator: [{ path: '/cabinet/requests', page: 'requests', icon: 'inbox' }],
    operator: [],
  },
  {
    group: 'account',
    administrator: [
      { path: '/cabinet/account', page: 'account', icon: 'user-round' },
      { path: '/cabinet/licence', page: 'licence', icon: 'badge-check' },
      { path: '/cabinet/mail', page: 'mail', icon: 'mail' },
      { path: '/cabinet/sessions', page: 'sessions', icon: 'shield-check' },
    ],
    operator: [
      { path: '/cabinet', page: 'profile', icon: 'user-round' },
      { path: '/cabinet/sessions', page: 'sessions', icon: 'shield-check' },
    ],
  },
  {
    group: 'instance',
    administrator: [{ path: '/cabinet/instance', page: 'instance', icon: 'server' }],
    operator: [],
  },
]

const placesFor = (administrator: boolean, owner: boolean) =>
  places
    .filter(({ group }) => owner || group !== 'instance')
    .map((each) => ({ group: each.group, places: administrator ? each.administrator : each.operator }))

export interface NavigationGroup {
  readonly label: string
  readonly places: ReadonlyArray<{ path: string; label: string; icon: IconName; page: Page }>
}

/** `owner`: of the instance. */
export function navigation(administrator: boolean, owner = false): ReadonlyArray<NavigationGroup> {
  const t = texts()
  return placesFor(administrator, owner)
    .map(({ group, places }) => ({
      label: t.groups[group],
      places: places.map((place) => ({ ...place, label: t.pages[place.page] })),
    }))
    .filter((group) => group.places.length > 0)
}

/** The page at an address, as this person sees it; undefined when there is none. */
export function pageAt(path: string, administrator: boolean, owner = false): Page | undefined {
  return placesFor(administrator, owner)
    .flatMap((group) => group.places)
    .find((place) => place.path === path)?.page
}
