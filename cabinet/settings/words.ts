/** What the settings are called, and what each is for: on the pages that set them, and where their changes are told. */
import { defineTexts } from '../../console/ui/i18n.ts'
import { settings } from '../../engine/protocol/client/settings.ts'

interface Words {
  readonly label: string
  readonly hint?: string
  /** Of a choice, by value; the empty value is called `none`. */
  readonly options?: Readonly<Record<string, string>>
}

const texts = defineTexts({
  ru: {
    'button.shown': {
      label: 'Показывать кнопку',
      hint: 'Без неё чат открывается только кнопкой самого сайта и приглашениями.',
      options: { on: 'Показывать', off: 'Скрыть' },
    },
    'button.text': {
      label: 'Текст на кнопке',
      hint: 'На любом языке. Коротко, чтобы кнопка не мешала странице.',
    },
    'button.side': {
      label: 'Где кнопка',
      hint: 'По умолчанию у левого края.',
      options: { left: 'Слева', right: 'Справа', bottom: 'Внизу' },
    },
    'button.offset': {
      label: 'Положение вдоль края, %',
      hint: '0 — в начале края, 100 — в конце. По умолчанию 50, посередине.',
    },
    'button.size': {
      label: 'Размер',
      options: { small: 'Маленькая', medium: 'Средняя', large: 'Большая' },
    },
    'button.color': {
      label: 'Цвет кнопки',
      hint: 'Заметный рядом с цветами сайта. Текст на тёмном цвете сам становится белым.',
    },
    'window.company': {
      label: 'Компания или сайт',
      hint: 'Имя в заголовке окна чата.',
    },
    'window.about': {
      label: 'Пояснение',
      hint: 'Одна строка под именем: чем вы поможете, когда отвечаете.',
    },
    'window.greeting': {
      label: 'Первое сообщение',
      hint: 'Его увидит тот, кто впервые открыл чат, словами оператора. Пустое поле — без сообщения.',
    },
    'window.color': {
      label: 'Цвет окна',
      hint: 'Заголовок и сообщения посетителя. По умолчанию как у кнопки.',
    },
    'window.photos': {
      label: 'Фотографии операторов',
      hint: 'По умолчанию видны.',
      options: { on: 'Показывать', off: 'Скрыть' },
    },
    'window.width': {
      label: 'Ширина, пикселей',
      hint: 'От 300 до 800. По умолчанию 380.',
    },
    'window.height': {
      label: 'Высота, пикселей',
      hint: 'От 360 до 1000. По умолчанию 600.',
    },
    'window.place': {
      label: 'Где открывается',
      hint: 'По умолчанию с той стороны, где кнопка.',
      options: { none: 'У кнопки', left: 'Слева', right: 'Справа' },
    },
    'rating.on': {
      label: 'Просить оценку',
      hint: 'Когда диалог заканчивается, посетитель может поставить оценку и написать отзыв. По умолчанию выключено.',
      options: { on: 'Просить', off: 'Не просить' },
    },
    'offline.on': {
      label: 'Форма, когда никого нет',
      hint: 'Без неё кнопки чата в это время на сайте нет. По умолчанию включена.',
      options: { on: 'Показывать', off: 'Не показывать' },
    },
    'offline.title': { label: 'Заголовок формы' },
    'offline.caption': { label: 'Надпись над полями' },
    'offline.color': { label: 'Цвет формы', hint: 'По умолчанию как у окна чата.' },
    'offline.name': { label: 'Имя', options: { on: 'Спрашивать', off: 'Не спрашивать' } },
    'offline.email': {
      label: 'E-mail',
      hint: 'Чтобы на письмо с заявкой можно было просто ответить.',
      options: { on: 'Спрашивать', off: 'Не спрашивать' },
    },
    'offline.phone': { label: 'Телефон', options: { on: 'Спрашивать', off: 'Не спрашивать' } },
    'offline.message': { label: 'Сообщение', options: { on: 'Спрашивать', off: 'Не спрашивать' } },
    'consent.on': {
      label: 'Просить согласие',
      hint: 'Без отметки форма не отправится. По умолчанию выключено.',
      options: { on: 'Просить', off: 'Не просить' },
    },
    'consent.text': { label: 'Текст согласия' },
    'consent.link': { label: 'Ссылка на правила', hint: 'Начинается с https:// или http://.' },
    'hold.on': {
      label: 'Просить подождать',
      hint: 'Один раз за время молчания. По умолчанию выключено.',
      options: { on: 'Просить', off: 'Не просить' },
    },
    'hold.after': { label: 'Через сколько секунд без ответа', hint: 'От 5 до 3600. По умолчанию 30.' },
    'hold.text': { label: 'Что сказать' },
    'lead.on': {
      label: 'Просить контакты',
      hint: 'В диалоге появится форма; что в ней оставят, станет заявкой. По умолчанию выключено.',
      options: { on: 'Просить', off: 'Не просить' },
    },
    'lead.after': { label: 'Когда просить, секунд без ответа', hint: 'От 5 до 3600. По умолчанию 60.' },
    'lead.text': { label: 'Как попросить' },
    'theme.scheme': {
      label: 'Светлая или тёмная',
      hint: 'По умолчанию как сама страница.',
      options: { page: 'Как страница', light: 'Светлая', dark: 'Тёмная' },
    },
    'theme.radius': {
      label: 'Скругление углов, пикселей',
      hint: 'От 0 до 40. Пустое поле — как в виджете.',
    },
    'theme.font': {
      label: 'Шрифт',
      hint: 'Как в CSS: "PT Sans", Georgia, serif. Шрифт, который подключает сам сайт, тоже подойдёт.',
    },
    'theme.vendor': {
      label: 'Название RedHelper в окне чата',
      hint: 'По умолчанию есть.',
      options: { on: 'Показывать', off: 'Убрать' },
    },
    'theme.logo': { label: 'Логотип', hint: 'PNG, JPEG или WebP, до 512 КБ. Виден в заголовке окна.' },
    'theme.properties': {
      label: 'Свои свойства CSS',
      hint: 'По одному в строке: --имя: значение. Ссылки и правила здесь не действуют.',
    },
    'invitation.automatic': {
      label: 'Приглашать посетителей',
      hint: 'По умолчанию выключено.',
      options: { on: 'Приглашать', off: 'Не приглашать' },
    },
    'invitation.delay': {
      label: 'Через сколько секунд',
      hint: 'Считается время на всех страницах визита, пока они на виду. 999999 — никогда.',
    },
    'invitation.text': {
      label: 'Текст',
      hint: 'Вместо {city} подставится город посетителя, {city|ваш город} — с заменой на случай, если он неизвестен.',
    },
    'invitation.manual': {
      label: 'Стандартный текст',
      hint: 'Оператор может написать и свой.',
    },
    'invitation.inviter': {
      label: 'От чьего имени',
      hint: 'Пустое поле — от имени оператора, с его фотографией. Отвечает в любом случае оператор.',
    },
    'invitation.photo': { label: 'Фотография в приглашении' },
  },
  en: {
    'button.shown': {
      label: 'Show the button',
      hint: 'Without it the chat opens only by a button of the site’s own, and by invitations.',
      options: { on: 'Show', off: 'Hide' },
    },
    'button.text': {
      label: 'Text on the button',
      hint: 'In any language. Short, so that the button is in nobody’s way.',
    },
    'button.side': {
      label: 'Where the button is',
      hint: 'At the left edge by default.',
      options: { left: 'Left', right: 'Right', bottom: 'Bottom' },
    },
    'button.offset': {
      label: 'Place along the edge, %',
      hint: '0 is where the edge begins, 100 where it ends. 50 by default, in the middle.',
    },
    'button.size': { label: 'Size', options: { small: 'Small', medium: 'Medium', large: 'Large' } },
    'button.color': {
      label: 'Colour of the button',
      hint: 'One that shows beside the site’s colours. On a dark one the text turns white by itself.',
    },
    'window.company': { label: 'Company or site', hint: 'The name at the top of the chat window.' },
    'window.about': {
      label: 'Explanation',
      hint: 'One line under the name: what you help with, when you answer.',
    },
    'window.greeting': {
      label: 'First message',
      hint: 'Whoever opens the chat for the first time sees it as the operator’s words. Empty: no message.',
    },
    'window.color': {
      label: 'Colour of the window',
      hint: 'Its top, and the visitor’s messages. The button’s colour by default.',
    },
    'window.photos': {
      label: 'Photos of operators',
      hint: 'Shown by default.',
      options: { on: 'Show', off: 'Hide' },
    },
    'window.width': { label: 'Width, pixels', hint: 'From 300 to 800. 380 by default.' },
    'window.height': { label: 'Height, pixels', hint: 'From 360 to 1000. 600 by default.' },
    'window.place': {
      label: 'Where it opens',
      hint: 'On the button’s side by default.',
      options: { none: 'At the button', left: 'Left', right: 'Right' },
    },
    'rating.on': {
      label: 'Ask for a rating',
      hint: 'When a dialogue ends, the visitor can rate it and leave a comment. Off by default.',
      options: { on: 'Ask', off: 'Do not ask' },
    },
    'offline.on': {
      label: 'A form while nobody is there',
      hint: 'Without it the site has no chat button at that time. On by default.',
      options: { on: 'Show', off: 'Do not show' },
    },
    'offline.title': { label: 'Title of the form' },
    'offline.caption': { label: 'Words above the fields' },
    'offline.color': { label: 'Colour of the form', hint: 'By default the chat window’s.' },
    'offline.name': { label: 'Name', options: { on: 'Ask', off: 'Do not ask' } },
    'offline.email': {
      label: 'E-mail',
      hint: 'So that the letter with the request can simply be answered.',
      options: { on: 'Ask', off: 'Do not ask' },
    },
    'offline.phone': { label: 'Phone', options: { on: 'Ask', off: 'Do not ask' } },
    'offline.message': { label: 'Message', options: { on: 'Ask', off: 'Do not ask' } },
    'consent.on': {
      label: 'Ask for consent',
      hint: 'Without the mark the form is not sent. Off by default.',
      options: { on: 'Ask', off: 'Do not ask' },
    },
    'consent.text': { label: 'Text of the consent' },
    'consent.link': { label: 'Link to the policy', hint: 'Begins with https:// or http://.' },
    'hold.on': {
      label: 'Ask to wait',
      hint: 'Once in a silence. Off by default.',
      options: { on: 'Ask', off: 'Do not ask' },
    },
    'hold.after': { label: 'After how many seconds without an answer', hint: '5 to 3600. By default 30.' },
    'hold.text': { label: 'What to say' },
    'lead.on': {
      label: 'Ask for contacts',
      hint: 'A form appears in the dialogue; what is left in it becomes a request. Off by default.',
      options: { on: 'Ask', off: 'Do not ask' },
    },
    'lead.after': { label: 'When to ask, seconds without an answer', hint: '5 to 3600. By default 60.' },
    'lead.text': { label: 'How to ask' },
    'theme.scheme': {
      label: 'Light or dark',
      hint: 'As the page is by default.',
      options: { page: 'As the page', light: 'Light', dark: 'Dark' },
    },
    'theme.radius': {
      label: 'Rounded corners, pixels',
      hint: 'From 0 to 40. Empty: as the widget has them.',
    },
    'theme.font': {
      label: 'Font',
      hint: 'As in CSS: "PT Sans", Georgia, serif. A font that the site itself brings will do as well.',
    },
    'theme.vendor': {
      label: 'The name RedHelper in the chat window',
      hint: 'There by default.',
      options: { on: 'Show', off: 'Take away' },
    },
    'theme.logo': { label: 'Logo', hint: 'PNG, JPEG or WebP, up to 512 KB. Shows at the top of the window.' },
    'theme.properties': {
      label: 'CSS properties of your own',
      hint: 'One a line: --name: value. Addresses and rules have no effect here.',
    },
    'invitation.automatic': {
      label: 'Invite visitors',
      hint: 'Off by default.',
      options: { on: 'Invite', off: 'Do not invite' },
    },
    'invitation.delay': {
      label: 'After how many seconds',
      hint: 'Time on all pages of the visit counts, while they are in view. 999999 is never.',
    },
    'invitation.text': {
      label: 'Text',
      hint: '{city} becomes the visitor’s city, {city|your city} covers the case that it is unknown.',
    },
    'invitation.manual': { label: 'Standard text', hint: 'Operators can write their own instead.' },
    'invitation.inviter': {
      label: 'In whose name',
      hint: 'Empty: in the operator’s, with his photo. It is an operator who answers in any case.',
    },
    'invitation.photo': { label: 'Photo in the invitation' },
  },
})

/** A phrase of the widget is called as it is by itself; what has no words here, by its name. */
export const wordsOf = (name: string): Words => {
  const words = (texts() as Readonly<Record<string, Words>>)[name]
  if (words !== undefined) return words
  const { standard } = settings.get(name) ?? {}
  return { label: typeof standard === 'string' && standard !== '' ? standard : name }
}
