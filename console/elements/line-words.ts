/** The words of service messages and marks in a dialogue (H8). */
import { html, type TemplateResult } from 'lit'
import type { Outcome } from '../../engine/domain/invitation.ts'
import type { Reason } from '../../engine/domain/routing.ts'
import type { Refusal } from '../../engine/protocol/frames.ts'
import type { Mark, Service } from '../desk/lines.ts'
import { oneLine, safeLink, shortAddress } from '../desk/text.ts'
import { defineTexts } from '../ui/i18n.ts'

const texts = defineTexts({
  ru: {
    opened: 'Начало диалога',
    openedOn: 'Начало диалога на странице',
    chose: (department: string) => `выбран отдел «${department}»`,
    moved: 'Перешёл на страницу',
    left: 'Ушёл с сайта',
    returned: 'Вернулся на сайт',
    returnedTo: 'Вернулся на страницу',
    assignedMe: 'Диалог ведёте вы',
    assigned: (name: string) => `Диалог ведёт ${name}`,
    unassigned: 'Свободных операторов нет',
    reasons: {
      sticky: 'Посетитель уже говорил с этим оператором',
      leastLoaded: 'По жребию среди тех, у кого меньше всего открытых диалогов',
      onlyOne: 'Больше никого не было в сети',
      transfer: 'Передал коллега',
      cameBack: 'Передачу не приняли, диалог вернулся',
      full: 'У всех, кто мог бы ответить, предел открытых диалогов',
      queue: 'Посетитель ждал в очереди, место освободилось',
      takenOver: 'Забрал коллега',
      invited: 'Посетитель принял его приглашение',
    } satisfies Record<Reason, string>,
    invited: 'Посетитель приглашён автоматически',
    invitedMe: 'Вы пригласили посетителя',
    invitedBy: (name: string) => `Посетителя приглашает ${name}`,
    outcomes: {
      accepted: 'Принял приглашение',
      declined: 'Отклонил приглашение',
      ignored: 'На приглашение не ответил',
    } satisfies Record<Outcome, string>,
    cameBackMe: 'Передачу не приняли, диалог снова у вас',
    cameBack: (name: string) => `Передачу не приняли, диалог снова ведёт ${name}`,
    transferred: (name: string) => `Разговор переведен оператору ${name}`,
    transferredThere: (department: string, name: string) =>
      `Разговор переведен в отдел «${department}», оператору ${name}`,
    transferredMe: (name: string) => `${name} передаёт вам разговор`,
    transferredUs: (name: string, department: string) =>
      `${name} передаёт разговор в отдел «${department}», вам`,
    transferredBy: (name: string) => `Передаёт ${name}`,
    taken: (name: string) => `${name} забирает диалог`,
    takenFrom: (name: string, from: string) => `${name} забирает диалог у оператора ${from}`,
    takenFromMe: (name: string) => `${name} забирает у вас диалог`,
    takenByMe: 'Вы забрали диалог',
    takenByMeFrom: (from: string) => `Вы забрали диалог у оператора ${from}`,
    acceptedMe: 'Вы приняли диалог',
    accepted: (name: string) => `${name} принимает диалог`,
    closed: 'Диалог закрылся сам: в нём больше не писали',
    ended: 'Посетитель завершил диалог',
    closedMe: 'Вы закрыли диалог',
    closedBy: (name: string) => `${name} закрывает диалог`,
    bannedMe: 'Вы забанили посетителя, диалог закрыт',
    banned: (name: string) => `${name} банит посетителя, диалог закрыт`,
    held: 'Ответа не было, и посетителя попросили подождать',
    asked: 'Ответа не было, и посетителя попросили оставить контакты',
    lead: 'Посетитель оставил контакты',
    rated: (stars: number) => `Оценка посетителя: ${'★'.repeat(stars)}${'☆'.repeat(5 - stars)}`,
    someone: 'другой оператор',
    marks: {
      sending: 'отправляется',
      notSent: 'не отправлено',
      sent: 'отправлено',
      delivered: 'доставлено',
      seen: 'прочитано',
    },
    refusals: {
      notSent: 'Сервер не смог сохранить сообщение',
      busy: 'Сервер сейчас занят',
      rate: 'Слишком много сообщений подряд',
      unknown: 'Диалог больше не ваш',
      closed: 'Диалог уже закрыт',
      away: 'Там сейчас никто не принимает диалоги',
      choose: 'Сначала нужно выбрать отдел',
      taken: 'Диалог уже у другого оператора',
      locked: 'Этого нет в вашем тарифе',
      offline: 'Вы не в сети: чтобы вести диалоги, выберите другой статус',
      tooLong: 'Сообщение длиннее 10 000 знаков',
      empty: 'В сообщении нет ни одного видимого знака',
      invalid: 'Сервер не понял сообщение',
    },
  },
  en: {
    opened: 'The dialogue begins',
    openedOn: 'The dialogue begins on page',
    chose: (department: string) => `department chosen: ${department}`,
    moved: 'Went to page',
    left: 'Left the site',
    returned: 'Came back to the site',
    returnedTo: 'Came back to page',
    assignedMe: 'The dialogue is yours',
    assigned: (name: string) => `${name} has the dialogue`,
    unassigned: 'No operator is available',
    reasons: {
      sticky: 'The visitor has talked with this operator before',
      leastLoaded: 'Drawn among those with the fewest open dialogues',
      onlyOne: 'Nobody else was online',
      transfer: 'Transferred by a colleague',
      cameBack: 'The transfer was not accepted, the dialogue came back',
      full: 'All who could answer have as many dialogues as they may',
      queue: 'The visitor waited in the queue until a place was free',
      takenOver: 'Taken over by a colleague',
      invited: 'The visitor accepted this operator’s invitation',
    },
    invited: 'The visitor was invited automatically',
    invitedMe: 'You invited the visitor',
    invitedBy: (name: string) => `${name} invited the visitor`,
    outcomes: {
      accepted: 'Accepted the invitation',
      declined: 'Declined the invitation',
      ignored: 'Did not answer the invitation',
    },
    cameBackMe: 'The transfer was not accepted, the dialogue is yours again',
    cameBack: (name: string) => `The transfer was not accepted, ${name} has the dialogue again`,
    transferred: (name: string) => `Transferred to ${name}`,
    transferredThere: (department: string, name: string) => `Transferred to ${department}, to ${name}`,
    transferredMe: (name: string) => `${name} transfers the dialogue to you`,
    transferredUs: (name: string, department: string) =>
      `${name} transfers the dialogue to ${department}, to you`,
    transferredBy: (name: string) => `Transferred by ${name}`,
    taken: (name: string) => `${name} takes the dialogue over`,
    takenFrom: (name: string, from: string) => `${name} takes the dialogue over from ${from}`,
    takenFromMe: (name: string) => `${name} takes the dialogue over from you`,
    takenByMe: 'You took the dialogue over',
    takenByMeFrom: (from: string) => `You took the dialogue over from ${from}`,
    acceptedMe: 'You accepted the dialogue',
    accepted: (name: string) => `${name} accepts the dialogue`,
    closed: 'The dialogue closed by itself: nobody wrote any more',
    ended: 'The visitor ended the dialogue',
    closedMe: 'You closed the dialogue',
    closedBy: (name: string) => `${name} closed the dialogue`,
    bannedMe: 'You banned the visitor, the dialogue is closed',
    banned: (name: string) => `${name} banned the visitor, the dialogue is closed`,
    held: 'Nobody answered, and the visitor was asked to wait',
    asked: 'Nobody answered, and the visitor was asked for contacts',
    lead: 'The visitor left contacts',
    rated: (stars: number) => `The visitor’s rating: ${'★'.repeat(stars)}${'☆'.repeat(5 - stars)}`,
    someone: 'another operator',
    marks: {
      sending: 'sending',
      notSent: 'not sent',
      sent: 'sent',
      delivered: 'delivered',
      seen: 'seen',
    },
    refusals: {
      notSent: 'The server could not store the message',
      busy: 'The server is busy right now',
      rate: 'Too many messages in a row',
      unknown: 'The dialogue is no longer yours',
      closed: 'The dialogue is already closed',
      away: 'Nobody there takes dialogues now',
      choose: 'A department has to be chosen first',
      taken: 'Another operator has the dialogue already',
      locked: 'Your tariff does not have this',
      offline: 'You are offline: choose another status to have dialogues',
      tooLong: 'The message is longer than 10,000 characters',
      empty: 'The message has no visible character',
      invalid: 'The server did not understand the message',
    },
  },
})

export const markWord = (mark: Mark): string => texts().marks[mark]
export const refusalWord = (code: string | undefined): string => {
  const words: Partial<Record<Refusal, string>> = texts().refusals
  return words[(code ?? 'notSent') as Refusal] ?? texts().refusals.notSent
}

/** Details of a service message, for whoever asks. */
export const serviceDetails = (
  service: Service,
  me: string,
  nameOf: (operator: string) => string | null,
): string => {
  const t = texts()
  if (service.what === 'transferred') {
    return service.by === me ? '' : t.transferredBy(nameOf(service.by) ?? t.someone)
  }
  return service.what === 'assigned' && service.reason !== null ? (t.reasons[service.reason] ?? '') : ''
}

/** `nameOf`: the name of an operator, null when it is unknown; `me`: our own id. */
export const serviceWords = (
  service: Service,
  me: string,
  nameOf: (operator: string) => string | null,
): TemplateResult | string => {
  const t = texts()
  switch (service.what) {
    case 'opened':
      return html`${service.page ? html`${t.openedOn} ${pageLink(service.page)}` : t.opened}${
        service.department === null ? '' : html`, ${t.chose(service.department)}`
      }`
    case 'moved':
      return service.page ? html`${t.moved} ${pageLink(service.page)}` : t.moved
    case 'returned':
      return service.page ? html`${t.returnedTo} ${pageLink(service.page)}` : t.returned
    case 'left':
    case 'ended':
      return t[service.what]
    case 'assigned':
      if (service.operator === null) return t.unassigned
      if (service.reason === 'cameBack') {
        return service.operator === me ? t.cameBackMe : t.cameBack(nameOf(service.operator) ?? t.someone)
      }
      return service.operator === me ? t.assignedMe : t.assigned(nameOf(service.operator) ?? t.someone)
    case 'transferred': {
      const by = nameOf(service.by) ?? t.someone
      const { department } = service
      if (service.operator === me)
        return department === null ? t.transferredMe(by) : t.transferredUs(by, department)
      const to = nameOf(service.operator ?? '') ?? t.someone
      return department === null ? t.transferred(to) : t.transferredThere(department, to)
    }
    case 'taken':
      return takenWords(service, me, (operator) => nameOf(operator) ?? t.someone)
    case 'invited':
      if (service.by === null) return t.invited
      return service.by === me ? t.invitedMe : t.invitedBy(nameOf(service.by) ?? t.someone)
    case 'answered':
      return t.outcomes[service.outcome]
    case 'held':
    case 'asked':
    case 'lead':
      return t[service.what]
    case 'rated':
      return t.rated(service.stars)
    case 'accepted':
      return service.operator === me ? t.acceptedMe : t.accepted(nameOf(service.operator ?? '') ?? t.someone)
    case 'banned':
      return service.operator === me ? t.bannedMe : t.banned(nameOf(service.operator ?? '') ?? t.someone)
    case 'closed': {
      if (service.operator === null) return t.closed
      if (service.operator === me) return t.closedMe
      const name = nameOf(service.operator)
      return name === null ? t.closed : t.closedBy(name)
    }
  }
}

const takenWords = (
  { operator, from }: Extract<Service, { what: 'taken' }>,
  me: string,
  nameOf: (operator: string) => string,
): string => {
  const t = texts()
  if (operator === me) return from === null ? t.takenByMe : t.takenByMeFrom(nameOf(from))
  const name = nameOf(operator ?? '')
  if (from === me) return t.takenFromMe(name)
  return from === null ? t.taken(name) : t.takenFrom(name, nameOf(from))
}

/** A page by its title, else its address; opened apart, without telling the site where from. */
export const pageLink = (page: { readonly url: string; readonly title: string }): TemplateResult => {
  const words = oneLine(page.title, 90) || shortAddress(page.url)
  const href = safeLink(page.url)
  return href === null
    ? html`<bdi title=${page.url}>${words}</bdi>`
    : html`<a href=${href} target="_blank" rel="noreferrer" title=${page.url}><bdi>${words}</bdi></a>`
}
