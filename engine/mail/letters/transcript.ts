/** What was said in a dialogue, to the visitor who asked for it. */
import { headerText, type Letter, type Mailbox, type Said } from '../../domain/letter.ts'
import { moment, words } from './words.ts'

export interface Dialogue {
  readonly account: string
  readonly language: 'ru' | 'en'
  readonly timeZone: string
  /** Where it began. */
  readonly page: string | null
  /** Oldest first; `who`: the operator's name, null for the visitor. */
  readonly said: ReadonlyArray<{ readonly who: string | null; readonly at: number; readonly text: string }>
  /** There was more before, which the letter has not. */
  readonly cut: boolean
}

const texts = {
  ru: {
    subject: (site: string) => `Ваш диалог на сайте ${site}`,
    plain: 'Ваш диалог с консультантом',
    title: 'Ваш диалог',
    you: 'Вы',
    cut: 'Показан конец диалога: целиком он слишком длинный для письма.',
    note: 'Письмо пришло, потому что этот адрес указали в чате на сайте. Если это были не вы, ничего делать не нужно.',
  },
  en: {
    subject: (site: string) => `Your dialogue at ${site}`,
    plain: 'Your dialogue with our consultant',
    title: 'Your dialogue',
    you: 'You',
    cut: 'This is the end of the dialogue: the whole of it is too long for a letter.',
    note: 'You get this letter because somebody gave this address in the chat on the site. If that was not you, there is nothing to do.',
  },
}

export const transcript = (to: Mailbox, of: Dialogue): Letter => {
  const { account, language, timeZone, page, cut } = of
  const [t, w] = [texts[language], words[language]]
  const site = page !== null && URL.canParse(page) ? new URL(page).host : null
  const said = of.said.map(
    ({ who, at, text }): Said => ({
      who: who ?? t.you,
      at: moment(at, language, timeZone),
      text,
      own: who === null,
    }),
  )
  return {
    kind: 'transcript',
    account,
    to,
    replyTo: null,
    fromName: site,
    subject: headerText(site === null ? t.plain : t.subject(site)),
    content: {
      language,
      title: t.title,
      parts: [
        ...(page === null ? [] : [{ kind: 'facts', facts: [[w.page, page]] } as const]),
        ...(cut ? [{ kind: 'paragraph', text: t.cut } as const] : []),
        { kind: 'talk', said },
        { kind: 'note', text: t.note },
      ],
    },
  }
}
