/** Why a visitor cannot be invited (H5), in words. */
import type { Refusal } from '../../engine/protocol/frames.ts'
import { defineTexts } from '../ui/i18n.ts'

const texts = defineTexts({
  ru: {
    gone: 'Посетитель ушёл с сайта',
    yours: 'Вы уже говорите с этим посетителем: напишите ему в диалоге',
    talks: 'Посетитель говорит с другим оператором или ждёт его',
    pending: 'Посетителя уже пригласили, и он пока не ответил',
    open: 'Посетитель уже открыл чат, приглашать его не нужно',
    declined: 'Посетитель только что отказался. Пригласить снова можно через 10 секунд',
    unknown: 'Этого посетителя вы пригласить не можете',
    offline: 'Вы не в сети: чтобы приглашать, выберите другой статус',
    locked: 'Приглашения есть в тарифах Business и Pro',
    empty: 'В тексте нет ни одного видимого знака',
    invalid: 'Текст слишком длинный',
    tooLong: 'Текст слишком длинный',
    notSent: 'Сервер не смог сохранить приглашение, попробуйте ещё раз',
    busy: 'Сервер сейчас занят, попробуйте ещё раз',
    lost: 'Нет связи с сервером. Приглашение, возможно, не ушло',
  },
  en: {
    gone: 'The visitor has left the site',
    yours: 'You are talking with this visitor already: write in the dialogue',
    talks: 'The visitor talks with another operator, or waits for one',
    pending: 'The visitor has been invited and has not answered yet',
    open: 'The visitor has opened the chat, there is no need to invite',
    declined: 'The visitor has just declined. You can invite again in 10 seconds',
    unknown: 'You cannot invite this visitor',
    offline: 'You are offline: choose another status to invite',
    locked: 'Invitations are part of Business and Pro',
    empty: 'The text has no visible character',
    invalid: 'The text is too long',
    tooLong: 'The text is too long',
    notSent: 'The server could not store the invitation, try again',
    busy: 'The server is busy right now, try again',
    lost: 'No connection to the server. The invitation may not have been sent',
  },
})

export const inviteRefusalWord = (code: Refusal | 'lost'): string => {
  const words: Partial<Record<Refusal | 'lost', string>> = texts()
  return words[code] ?? texts().notSent
}
