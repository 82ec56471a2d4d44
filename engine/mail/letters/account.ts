/** Letters about an account, to its administrator: registration (A1), a new password (A2). */
import { type Letter, type Mailbox, mailbox, resetPath } from '../../domain/letter.ts'
import { words } from './words.ts'

/** What these letters need of an account. */
export interface OfAccount {
  readonly id: string
  readonly login: string
  readonly email: string
  readonly language: 'ru' | 'en'
  readonly timeZone: string
}

const texts = {
  ru: {
    registered: 'Регистрация в RedHelper',
    registeredTitle: 'Аккаунт готов',
    registeredText:
      'Сохраните это письмо: логин и адреса пригодятся, чтобы войти с другого компьютера. Пароль мы в письмах не пишем.',
    forgotten:
      'Если забудете пароль, нажмите «Забыли пароль?» на странице входа: ссылка для нового пароля придёт на этот адрес.',
    open: 'Открыть кабинет',
    registeredNote: (login: string) =>
      `Письмо пришло, потому что этот адрес указали при регистрации аккаунта ${login}. Если это были не вы, ничего делать не нужно.`,
    reset: 'Новый пароль для RedHelper',
    resetTitle: 'Новый пароль',
    resetText: (login: string) =>
      `Кто-то, скорее всего вы, попросил сменить пароль аккаунта ${login}. Ссылка действует один час и только один раз.`,
    resetButton: 'Задать новый пароль',
    resetNote: 'Если это были не вы, просто не открывайте ссылку: пароль останется прежним.',
  },
  en: {
    registered: 'Your registration at RedHelper',
    registeredTitle: 'Your account is ready',
    registeredText:
      'Keep this letter: you will want the login and the addresses to sign in on another computer. We never write passwords in letters.',
    forgotten:
      'If you forget the password, press “Forgot your password?” on the sign-in page: a link to a new one comes to this address.',
    open: 'Open the cabinet',
    registeredNote: (login: string) =>
      `You get this letter because the account ${login} was registered with this address. If that was not you, there is nothing to do.`,
    reset: 'A new password for RedHelper',
    resetTitle: 'A new password',
    resetText: (login: string) =>
      `Somebody, probably you, asked to change the password of the account ${login}. The link works for one hour, and once.`,
    resetButton: 'Set a new password',
    resetNote: 'If that was not you, just do not open the link: the password stays as it is.',
  },
}

export const registered = ({ id, login, email, language }: OfAccount): Letter => {
  const [t, w] = [texts[language], words[language]]
  return {
    ...toAdministrator(id, email),
    kind: 'registered',
    subject: t.registered,
    content: {
      language,
      title: t.registeredTitle,
      parts: [
        { kind: 'paragraph', text: t.registeredText },
        {
          kind: 'facts',
          facts: [
            [w.login, login],
            [w.console, { path: '/console/' }],
          ],
        },
        { kind: 'button', label: t.open, to: '/cabinet' },
        { kind: 'paragraph', text: t.forgotten },
        { kind: 'note', text: t.registeredNote(login) },
      ],
    },
  }
}

/** The link itself is made when it is sent: here stands only where it leads. */
export const passwordReset = ({ id, login, email, language }: OfAccount): Letter => {
  const t = texts[language]
  return {
    ...toAdministrator(id, email),
    kind: 'passwordReset',
    subject: t.reset,
    content: {
      language,
      title: t.resetTitle,
      parts: [
        { kind: 'paragraph', text: t.resetText(login) },
        { kind: 'button', label: t.resetButton, to: resetPath },
        { kind: 'note', text: t.resetNote },
      ],
    },
  }
}

export const toAdministrator = (account: string, email: string) => ({
  account,
  to: checked(email),
  replyTo: null,
  fromName: null,
})

/** An address that the store has already taken. */
export const checked = (address: string): Mailbox => {
  const found = mailbox(address)
  if (found === null) throw new Error('Not one e-mail address')
  return found
}
