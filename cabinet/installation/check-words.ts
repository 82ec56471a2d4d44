/** What 'check my site' says: what was found, and what to do about it. */
import type { SiteCheck } from '../../console/ui/api.ts'
import { defineTexts, plural } from '../../console/ui/i18n.ts'

export interface Finding {
  readonly kind: 'good' | 'warn' | 'bad'
  readonly title: string
  readonly text: string
}

/** What else is known when a page is judged. */
export interface Around {
  /** Our own address. */
  readonly origin: string
  readonly account: string
  /** How long ago the widget called home from this host; null: it never did. */
  readonly called: string | null
}

const times = (n: number) => `${n} ${plural('ru', n, { one: 'раз', few: 'раза', many: 'раз' })}`

const texts = defineTexts({
  ru: {
    found: { title: 'Код на месте', text: 'Он стоит на странице один раз и запускается сам.' },
    twice: {
      title: (n: number) => `Код стоит на странице ${times(n)}`,
      text: 'Чату это не мешает: кнопка и соединение всё равно одни. Лишнее лучше убрать, чтобы потом не путаться.',
    },
    later: {
      title: 'Код на месте, но запускает его другой скрипт',
      text: 'Так делают плагины согласия на cookie и ускорители страниц: чат появится после согласия или первого движения посетителя. Если это лишнее, внесите RedHelper в исключения плагина.',
    },
    idle: {
      title: 'Код есть, но не выполняется',
      text: 'Он стоит в комментарии или внутри noscript. Вставьте его ещё раз, перед закрывающим тегом </body>.',
    },
    otherAccount: {
      title: (login: string) => `На странице код другого аккаунта: ${login}`,
      text: 'Вопросы с этой страницы получает он. Замените код на свой.',
    },
    otherHost: {
      title: (host: string) => `Код ведёт на другой сервер: ${host}`,
      text: (origin: string) => `Замените в нём адрес сервера на ${origin}, остальное останется как есть.`,
      login: (origin: string, login: string) =>
        `Замените код на свой: адрес сервера должен быть ${origin}, а логин ${login}.`,
    },
    none: {
      title: 'Кода на странице нет',
      text: 'Вставьте его и сохраните страницу. Если вы уже сделали это, очистите кеш сайта и проверьте снова.',
      manager:
        'На странице есть менеджер тегов. Если код стоит в нём, отсюда его не видно: откройте сайт в браузере, и обращение виджета появится ниже.',
    },
    called: {
      title: 'В самой странице кода нет, но виджет на этом сайте работает',
      text: (ago: string) =>
        `Он обращался к серверу ${ago}. Значит, код добавляет другой скрипт, например менеджер тегов.`,
    },
    other: (login: string, host: string) =>
      `Рядом стоит ещё один код: аккаунт ${login} на сервере ${host}. Уберите его: сработает тот, что загрузится первым.`,
    uncovered:
      'Эта страница не входит ни в один из ваших сайтов, поэтому чат на ней не появится. Добавьте её адрес в разделе «Сайты».',
    mixed:
      'Страница открывается по https, а сервер RedHelper по http: браузер не загрузит чат. Серверу нужен https.',
    unread: {
      address: {
        title: 'Это не адрес страницы',
        text: 'Нужен адрес вида https://website.ru/shop, без логина и пароля.',
      },
      port: {
        title: 'Такой порт проверить нельзя',
        text: 'Сервер открывает только обычные порты сайтов: 80, 443, 8080 и 8443.',
      },
      private: {
        title: 'Этот адрес не из интернета',
        text: 'Он ведёт во внутреннюю сеть, и сервер его не открывает. Если сайт и правда внутренний, администратор сервера может разрешить проверку настройкой CHECK_PRIVATE_SITES=on.',
      },
      noName: {
        title: 'Сайта с таким именем нет',
        text: 'Проверьте, нет ли опечатки. Новое имя начинает работать не сразу, иногда через сутки.',
      },
      noAnswer: {
        title: 'Сайт не ответил',
        text: 'Откройте его в браузере. Если там он открывается, хостинг, возможно, не пускает автоматические запросы.',
      },
      certificate: {
        title: 'У сайта неверный сертификат',
        text: 'Посетителей браузер тоже предупреждает об этом. Обновите сертификат у хостинга.',
      },
      slow: { title: 'Сайт отвечает слишком долго', text: 'Мы ждали 10 секунд. Попробуйте ещё раз.' },
      redirects: {
        title: 'Сайт пересылает с адреса на адрес без конца',
        text: 'Откройте страницу в браузере и вставьте сюда адрес, который получится в итоге.',
      },
      notPage: {
        title: 'По этому адресу не страница',
        text: 'Там файл или картинка. Нужен адрес страницы, которую видят посетители.',
      },
      tooLarge: {
        title: 'Страница слишком большая',
        text: 'Мы прочитали первые 2 МБ, и кода в них нет. Поставьте его ближе к началу, например перед </head>.',
      },
    },
    status: {
      title: (n: number) => `Сайт ответил ошибкой ${n}`,
      closed: 'Страница закрыта паролем или не пускает автоматические запросы. Проверьте другую страницу.',
      gone: 'Такой страницы нет. Проверьте адрес.',
      broken: 'Похоже, сайт сейчас не работает. Попробуйте позже.',
      else: 'Откройте страницу в браузере и проверьте адрес.',
    },
  },
  en: {
    found: { title: 'The code is in place', text: 'It stands on the page once and starts by itself.' },
    twice: {
      title: (n: number) => `The code stands on the page ${n} times`,
      text: 'The chat does not mind: there is one button and one connection all the same. Remove what is too much, to avoid confusion later.',
    },
    later: {
      title: 'The code is in place, but another script starts it',
      text: 'Cookie consent plugins and page accelerators do this: the chat appears after consent, or when the visitor first moves. If you do not want it, exclude RedHelper in the plugin.',
    },
    idle: {
      title: 'The code is there, but does not run',
      text: 'It stands in a comment or inside noscript. Paste it again, before the closing </body> tag.',
    },
    otherAccount: {
      title: (login: string) => `The page has the code of another account: ${login}`,
      text: 'Questions from this page go there. Replace the code with yours.',
    },
    otherHost: {
      title: (host: string) => `The code leads to another server: ${host}`,
      text: (origin: string) => `Replace the server’s address in it by ${origin}; the rest may stay.`,
      login: (origin: string, login: string) =>
        `Replace the code with yours: the server is ${origin}, and the login is ${login}.`,
    },
    none: {
      title: 'The code is not on the page',
      text: 'Paste it and save the page. If you have done so already, clear the site’s cache and check again.',
      manager:
        'The page has a tag manager. A code inside it cannot be seen from here: open the site in a browser, and the widget’s call appears below.',
    },
    called: {
      title: 'The page itself has no code, but the widget works on this site',
      text: (ago: string) =>
        `It called the server ${ago}. So another script brings the code, a tag manager perhaps.`,
    },
    other: (login: string, host: string) =>
      `Another code stands beside it: account ${login} on ${host}. Remove it: the one that loads first wins.`,
    uncovered:
      'This page belongs to none of your sites, so the chat does not show on it. Add its address under “Sites”.',
    mixed:
      'The page is opened by https, and the RedHelper server by http: browsers will not load the chat. The server needs https.',
    unread: {
      address: {
        title: 'This is not the address of a page',
        text: 'It looks like https://website.com/shop, without a login and password.',
      },
      port: {
        title: 'This port cannot be checked',
        text: 'The server opens the ordinary ports of websites only: 80, 443, 8080 and 8443.',
      },
      private: {
        title: 'This address is not on the internet',
        text: 'It leads into a private network, and the server does not open it. If the site really is internal, the server’s administrator can allow the check with CHECK_PRIVATE_SITES=on.',
      },
      noName: {
        title: 'There is no site of this name',
        text: 'Check for a typing error. A new name does not work at once; it may take a day.',
      },
      noAnswer: {
        title: 'The site did not answer',
        text: 'Open it in a browser. If it opens there, the hosting may be refusing automatic requests.',
      },
      certificate: {
        title: 'The site’s certificate is wrong',
        text: 'Browsers warn your visitors of it too. Renew the certificate with your hosting.',
      },
      slow: { title: 'The site takes too long to answer', text: 'We waited for 10 seconds. Try again.' },
      redirects: {
        title: 'The site redirects without end',
        text: 'Open the page in a browser and paste the address where you end up.',
      },
      notPage: {
        title: 'There is no page at this address',
        text: 'It is a file or a picture. Give the address of a page that visitors see.',
      },
      tooLarge: {
        title: 'The page is too large',
        text: 'We read its first 2 MB, and the code is not in them. Put it nearer to the beginning, before </head> for example.',
      },
    },
    status: {
      title: (n: number) => `The site answered with error ${n}`,
      closed: 'The page has a password or refuses automatic requests. Check another page.',
      gone: 'There is no such page. Check the address.',
      broken: 'The site seems to be down. Try again later.',
      else: 'Open the page in a browser and check the address.',
    },
  },
})

/** The verdict first, then what else stands in the way. */
export function findings(check: SiteCheck, around: Around): ReadonlyArray<Finding> {
  if (check.kind === 'unread') return [{ kind: 'bad', ...unread(check) }]
  const t = texts()
  const found: Finding[] = [verdict(check, around)]
  const running = check.outcome === 'found' || check.outcome === 'twice' || check.outcome === 'later'
  const warn = (text: string) => found.push({ kind: 'warn', title: '', text })
  if (running && check.other) warn(t.other(check.other.login, hostOf(check.other.origin)))
  if (running && check.mixed) warn(t.mixed)
  if (!check.covered) warn(t.uncovered)
  return found
}

type Page = Extract<SiteCheck, { kind: 'page' }>

function verdict({ outcome, times, other, tagManager }: Page, around: Around): Finding {
  const t = texts()
  switch (outcome) {
    case 'found':
      return { kind: 'good', ...t.found }
    case 'twice':
      return { kind: 'warn', title: t.twice.title(times), text: t.twice.text }
    case 'later':
    case 'idle':
      return { kind: 'warn', ...t[outcome] }
    case 'otherAccount':
      return { kind: 'bad', title: t.otherAccount.title(other?.login ?? ''), text: t.otherAccount.text }
    case 'otherHost': {
      const { title, text, login } = t.otherHost
      const same = other?.login === around.account
      return {
        kind: 'bad',
        title: title(hostOf(other?.origin ?? '')),
        text: same ? text(around.origin) : login(around.origin, around.account),
      }
    }
    case 'none':
      if (around.called !== null) {
        return { kind: 'good', title: t.called.title, text: t.called.text(around.called) }
      }
      return { kind: 'bad', title: t.none.title, text: tagManager ? t.none.manager : t.none.text }
  }
}

function unread({ why, status }: Extract<SiteCheck, { kind: 'unread' }>): { title: string; text: string } {
  const t = texts()
  if (why !== 'status') return t.unread[why]
  const { title, closed, gone, broken } = t.status
  const code = status ?? 400
  const text = () => {
    if ([401, 403, 429].includes(code)) return closed
    if (code === 404 || code === 410) return gone
    return code >= 500 ? broken : t.status.else
  }
  return { title: title(code), text: text() }
}

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
