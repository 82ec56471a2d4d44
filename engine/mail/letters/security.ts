/**
 * Letters that say that the way into an account was changed (A6): when, and what to do if it was somebody else. Whoever
 * took an account over should not go unseen. No secret is in them, and no link that opens anything.
 */
import type { Letter } from '../../domain/letter.ts'
import { type OfAccount, toAdministrator } from './account.ts'
import { moment, words } from './words.ts'

export type SecurityChange = 'password' | 'email' | 'secondFactorOn' | 'secondFactorOff' | 'recoveryCodes'

interface Said {
  readonly subject: string
  readonly title: string
  /** `next`: the new address, where that is what changed. */
  readonly text: (login: string, next: string) => string
  /** What to do if it was somebody else. */
  readonly otherwise: string
}

interface Texts {
  readonly of: Readonly<Record<SecurityChange, Said>>
  readonly forgot: string
  readonly open: string
  readonly noWayIn: string
}

const texts: Readonly<Record<'ru' | 'en', Texts>> = {
  ru: {
    of: {
      password: {
        subject: 'Изменён пароль вашего аккаунта RedHelper',
        title: 'Пароль изменён',
        text: (login) => `Пароль аккаунта ${login} изменён. Если это сделали вы, ничего делать не нужно.`,
        otherwise:
          'Если пароль меняли не вы, сразу задайте новый: ссылка придёт на этот адрес, а чужие сеансы завершатся.',
      },
      secondFactorOn: {
        subject: 'Включён двухфакторный вход в ваш аккаунт RedHelper',
        title: 'Двухфакторный вход включён',
        text: (login) =>
          `Для входа в аккаунт ${login} теперь нужен и код из приложения. Если это сделали вы, ничего делать не нужно.`,
        otherwise:
          'Если включали не вы, кто-то знает ваш пароль: сразу задайте новый. Сбросить чужой код может тот, кто управляет этим сервером.',
      },
      secondFactorOff: {
        subject: 'Выключен двухфакторный вход в ваш аккаунт RedHelper',
        title: 'Двухфакторный вход выключен',
        text: (login) =>
          `Для входа в аккаунт ${login} теперь достаточно пароля. Если это сделали вы, ничего делать не нужно.`,
        otherwise:
          'Если выключали не вы, кто-то знает ваш пароль: сразу задайте новый, затем включите двухфакторный вход снова.',
      },
      recoveryCodes: {
        subject: 'Новые коды восстановления вашего аккаунта RedHelper',
        title: 'Коды восстановления заменены',
        text: (login) =>
          `Для аккаунта ${login} созданы новые коды восстановления, прежние больше не действуют. Если это сделали вы, ничего делать не нужно.`,
        otherwise:
          'Если это были не вы, кто-то знает ваш пароль: сразу задайте новый, затем создайте коды ещё раз.',
      },
      email: {
        subject: 'Изменён адрес вашего аккаунта RedHelper',
        title: 'Адрес аккаунта изменён',
        text: (login, next) =>
          `Теперь письма об аккаунте ${login} приходят на ${next}. На этот адрес их больше не будет.`,
        otherwise: 'Если адрес меняли не вы, войдите в кабинет и смените пароль.',
      },
    },
    forgot: 'Задать новый пароль',
    open: 'Открыть кабинет',
    noWayIn: 'Если войти не получается, обратитесь к тому, кто управляет этим сервером.',
  },
  en: {
    of: {
      password: {
        subject: 'The password of your RedHelper account was changed',
        title: 'The password was changed',
        text: (login) =>
          `The password of the account ${login} was changed. If you did it, there is nothing to do.`,
        otherwise:
          'If you did not change it, set a new one right away: a link comes to this address, and sessions of others end.',
      },
      secondFactorOn: {
        subject: 'Two-factor sign-in to your RedHelper account was turned on',
        title: 'Two-factor sign-in is on',
        text: (login) =>
          `Signing in to the account ${login} now needs a code from an app, too. If you did it, there is nothing to do.`,
        otherwise:
          'If you did not turn it on, somebody knows your password: set a new one right away. Whoever runs this server can reset a code that is not yours.',
      },
      secondFactorOff: {
        subject: 'Two-factor sign-in to your RedHelper account was turned off',
        title: 'Two-factor sign-in is off',
        text: (login) =>
          `The password alone now signs in to the account ${login}. If you did it, there is nothing to do.`,
        otherwise:
          'If you did not turn it off, somebody knows your password: set a new one right away, then turn two-factor sign-in on again.',
      },
      recoveryCodes: {
        subject: 'New recovery codes of your RedHelper account',
        title: 'The recovery codes were replaced',
        text: (login) =>
          `There are new recovery codes for the account ${login}; those of before no longer work. If you did it, there is nothing to do.`,
        otherwise:
          'If that was not you, somebody knows your password: set a new one right away, then replace the codes once more.',
      },
      email: {
        subject: 'The address of your RedHelper account was changed',
        title: 'The account’s address was changed',
        text: (login, next) =>
          `Letters about the account ${login} now go to ${next}, and no longer to this address.`,
        otherwise: 'If you did not change it, sign in to the cabinet and change the password.',
      },
    },
    forgot: 'Set a new password',
    open: 'Open the cabinet',
    noWayIn: 'If you cannot sign in, turn to whoever runs this server.',
  },
}

const kinds = {
  password: 'passwordChanged',
  email: 'emailChanged',
  secondFactorOn: 'secondFactorChanged',
  secondFactorOff: 'secondFactorChanged',
  recoveryCodes: 'secondFactorChanged',
} as const

/** `next`: the new address, where that is what changed; the letter goes to the one of before. */
export const securityNotice = (account: OfAccount, change: SecurityChange, at: number, next = ''): Letter => {
  const { id, login, email, language, timeZone } = account
  const [t, w] = [texts[language], words[language]]
  const said = t.of[change]
  const wayOut =
    change === 'email'
      ? ({ kind: 'button', label: t.open, to: '/cabinet/account' } as const)
      : ({ kind: 'button', label: t.forgot, to: '/forgot' } as const)
  return {
    ...toAdministrator(id, email),
    kind: kinds[change],
    subject: said.subject,
    content: {
      language,
      title: said.title,
      parts: [
        { kind: 'paragraph', text: said.text(login, next) },
        { kind: 'facts', facts: [[w.time, moment(at, language, timeZone)]] },
        { kind: 'paragraph', text: said.otherwise },
        wayOut,
        { kind: 'note', text: t.noWayIn },
      ],
    },
  }
}
