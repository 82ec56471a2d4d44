/** The cabinet's pages in their groups. A page of a later feature is one line here and one in `cabinet.ts`. */

import { defineTexts } from '../console/ui/i18n.ts'
import type { IconName } from '../console/ui/icon.ts'

const texts = defineTexts({
  ru: {
    groups: {
      start: 'Начало',
      install: 'Установка',
      behaviour: 'Поведение',
      people: 'Люди',
      sites: 'Сайты и отделы',
      account: 'Аккаунт',
    },
    pages: {
      firstSteps: 'Первые шаги',
      siteCode: 'Код для сайта',
      invitations: 'Приглашения',
      operators: 'Операторы',
      bans: 'Баны',
      routing: 'Распределение диалогов',
      sites: 'Сайты',
      departments: 'Отделы',
      account: 'Аккаунт',
      profile: 'Мои настройки',
      sessions: 'Сеансы',
    },
  },
  en: {
    groups: {
      start: 'Start',
      install: 'Install',
      behaviour: 'Behaviour',
      people: 'People',
      sites: 'Sites and departments',
      account: 'Account',
    },
    pages: {
      firstSteps: 'First steps',
      siteCode: 'Site code',
      invitations: 'Invitations',
      operators: 'Operators',
      bans: 'Bans',
      routing: 'Routing',
      sites: 'Sites',
      departments: 'Departments',
      account: 'Account',
      profile: 'My settings',
      sessions: 'Sessions',
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

/** The administrator has everything; an operator has own settings only (A7). */
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
    administrator: [{ path: '/cabinet/site-code', page: 'siteCode', icon: 'code-xml' }],
    operator: [],
  },
  {
    group: 'behaviour',
    administrator: [{ path: '/cabinet/invitations', page: 'invitations', icon: 'message-circle' }],
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
    group: 'account',
    administrator: [
      { path: '/cabinet/account', page: 'account', icon: 'user-round' },
      { path: '/cabinet/sessions', page: 'sessions', icon: 'shield-check' },
    ],
    operator: [
      { path: '/cabinet', page: 'profile', icon: 'user-round' },
      { path: '/cabinet/sessions', page: 'sessions', icon: 'shield-check' },
    ],
  },
]

export interface NavigationGroup {
  readonly label: string
  readonly places: ReadonlyArray<{ path: string; label: string; icon: IconName; page: Page }>
}

export function navigation(administrator: boolean): ReadonlyArray<NavigationGroup> {
  const t = texts()
  return places
    .map((group) => ({
      label: t.groups[group.group],
      places: (administrator ? group.administrator : group.operator).map((place) => ({
        ...place,
        label: t.pages[place.page],
      })),
    }))
    .filter((group) => group.places.length > 0)
}

/** The page at an address, as this person sees it; undefined when there is none. */
export function pageAt(path: string, administrator: boolean): Page | undefined {
  return places
    .flatMap((group) => (administrator ? group.administrator : group.operator))
    .find((place) => place.path === path)?.page
}
