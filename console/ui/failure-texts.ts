/** What a failure is called in the person's language: what happened, what was lost, what to do next. */
import type { Failure, FieldProblem } from './api.ts'
import { defineTexts, plural } from './i18n.ts'

const minutes = (seconds: number) => Math.max(1, Math.ceil(seconds / 60))

const texts = defineTexts({
  ru: {
    fields: {
      required: 'Заполните это поле',
      taken: 'Уже занято',
      malformed: 'Здесь ошибка в написании',
      tooShort: 'Слишком коротко',
      tooLong: 'Слишком длинно',
      wrong: 'Неверно',
      range: 'Такое число здесь не годится',
      spaces: 'В адресе не бывает пробелов',
      scheme: 'Нужен адрес страницы сайта, например website.ru/shop',
      host: 'Адрес начинается с имени сайта, например website.ru/shop',
      wide: 'Слишком много адресов сразу. Нужна подсеть поменьше, например 203.0.113.0/24',
    },
    unauthorized: 'Сеанс закончился. Войдите снова.',
    wrongPassword: 'Логин или пароль не подходят',
    wrongCode: 'Код не подходит или уже использован. Дождитесь следующего и проверьте часы на телефоне.',
    secondFactor: 'Для входа нужен ещё код из приложения.',
    secondFactorRequired: 'Двухфакторный вход обязателен для всех в аккаунте.',
    administratorOnly: 'Это может изменить только администратор аккаунта.',
    registrationClosed: 'Регистрация на этом сервере закрыта.',
    origin: (address = '') =>
      address
        ? `Страница открыта не по основному адресу сервера. Откройте ${address} и повторите.`
        : 'Страница открыта не по основному адресу сервера. Откройте её по основному адресу и повторите.',
    tariff: 'В вашем тарифе этого нет. Ничего не изменилось.',
    blocked: (whom = '') =>
      `Аккаунт заблокирован владельцем этого сервера. Всё, что в нём хранится, на месте.${whom ? ` Вопросы: ${whom}` : ''}`,
    closed: 'Аккаунт закрыт и будет удалён. Открыть его снова может только администратор аккаунта.',
    ownerOnly: 'Это видит и меняет только владелец сервера.',
    ownerStays: 'Аккаунт владельца сервера нельзя ни заблокировать, ни удалить.',
    administratorStays: 'У администратора аккаунта это изменить нельзя.',
    conflict: 'Пока вы правили, это изменили в другом окне. Ничего не сохранено.',
    deadLink: 'Эта ссылка больше не действует. Запросите новую.',
    lastDepartment: 'Оператор не может остаться без отдела. Сначала добавьте его в другой отдел.',
    ownAddress: 'Под этот бан попадает и ваш адрес. Бан не добавлен.',
    notFound: 'Этого уже нет: возможно, его удалили в другом окне. Обновите страницу.',
    tooMany: (seconds: number) =>
      seconds < 60
        ? `Слишком много попыток. Повторите через ${seconds} ${plural('ru', seconds, { one: 'секунду', few: 'секунды', many: 'секунд' })}.`
        : `Слишком много попыток. Повторите через ${minutes(seconds)} ${plural('ru', minutes(seconds), { one: 'минуту', few: 'минуты', many: 'минут' })}.`,
    unavailable: 'Сервер сейчас не может сохранить изменения. Ничего не изменилось, попробуйте позже.',
    offline: 'Нет связи с сервером. Введённое осталось на месте, попробуйте ещё раз.',
    loadUnavailable: 'Сервер сейчас занят и не может ответить. Попробуйте чуть позже.',
    loadOffline: 'Нет связи с сервером. Проверьте интернет и попробуйте ещё раз.',
    unexpected: 'На сервере произошла ошибка. Попробуйте ещё раз.',
  },
  en: {
    fields: {
      required: 'Fill in this field',
      taken: 'Already taken',
      malformed: 'This is not written correctly',
      tooShort: 'Too short',
      tooLong: 'Too long',
      wrong: 'Wrong',
      range: 'This number does not fit here',
      spaces: 'An address has no spaces',
      scheme: 'This has to be the address of a web page, like website.com/shop',
      host: 'An address begins with the site’s name, like website.com/shop',
      wide: 'These are too many addresses at once. Take a smaller subnet, like 203.0.113.0/24',
    },
    unauthorized: 'The session has ended. Sign in again.',
    wrongPassword: 'Login and password do not match',
    wrongCode: 'The code is wrong or was used. Wait for the next one, and check the phone’s clock.',
    secondFactor: 'Signing in needs a code from the app, too.',
    secondFactorRequired: 'The account wants two-factor sign-in of everybody.',
    administratorOnly: 'Only the account’s administrator can change this.',
    registrationClosed: 'Registration on this server is closed.',
    origin: (address = '') =>
      address
        ? `This page was not opened at the server’s main address. Open ${address} and try again.`
        : 'This page was not opened at the server’s main address. Open it there and try again.',
    tariff: 'Your plan does not include this. Nothing was changed.',
    blocked: (whom = '') =>
      `The owner of this server has blocked the account. All that it stored is kept.${whom ? ` Questions: ${whom}` : ''}`,
    closed: 'The account is closed and will be deleted. Only its administrator can open it again.',
    ownerOnly: 'Only the owner of this server can see and change this.',
    ownerStays: 'The account of the server’s owner cannot be blocked or deleted.',
    administratorStays: 'This cannot be changed for the account’s administrator.',
    conflict: 'This was changed in another window meanwhile. Nothing was saved.',
    deadLink: 'This link is no longer good. Ask for a new one.',
    lastDepartment: 'An operator cannot be left without a department. Add them to another one first.',
    ownAddress: 'Your own address is among these. Nobody was banned.',
    notFound: 'This is gone: perhaps it was deleted in another window. Reload the page.',
    tooMany: (seconds: number) =>
      seconds < 60
        ? `Too many tries. Try again in ${seconds} ${plural('en', seconds, { one: 'second', other: 'seconds' })}.`
        : `Too many tries. Try again in ${minutes(seconds)} ${plural('en', minutes(seconds), { one: 'minute', other: 'minutes' })}.`,
    unavailable: 'The server cannot save changes right now. Nothing was changed; try again later.',
    offline: 'The server cannot be reached. What you typed is still here; try again.',
    loadUnavailable: 'The server is busy and cannot answer right now. Try again a little later.',
    loadOffline: 'The server cannot be reached. Check the connection and try again.',
    unexpected: 'Something went wrong on the server. Try again.',
  },
})

export const fieldText = (problem: FieldProblem): string =>
  texts().fields[problem] ?? texts().fields.malformed

export function failureText(failure: Failure): string {
  const t = texts()
  switch (failure._tag) {
    case 'Invalid':
      return Object.values(failure.fields).map(fieldText)[0] ?? t.fields.malformed
    case 'Unauthorized':
      return t.unauthorized
    case 'WrongPassword':
      return t.wrongPassword
    case 'WrongCode':
      return t.wrongCode
    case 'SecondFactorNeeded':
    case 'SecondFactorMissing':
      return t.secondFactor
    case 'Forbidden':
      if (failure.reason === 'origin') return t.origin(failure.address)
      if (failure.reason === 'blocked') return t.blocked(failure.address?.replace(/^mailto:/, ''))
      return t[failure.reason]
    case 'NotFound':
      return t.notFound
    case 'Conflict':
      return t.conflict
    case 'LastDepartment':
      return t.lastDepartment
    case 'OwnAddress':
      return t.ownAddress
    case 'DeadLink':
      return t.deadLink
    case 'TooMany':
      return t.tooMany(failure.retryAfter)
    case 'Unavailable':
      return t.unavailable
    case 'Offline':
      return t.offline
    case 'Unexpected':
      return t.unexpected
  }
}

/** The same when something could not be shown: nobody typed or changed anything. */
export function loadFailureText(failure: Failure): string {
  if (failure._tag === 'Offline') return texts().loadOffline
  return failure._tag === 'Unavailable' ? texts().loadUnavailable : failureText(failure)
}
