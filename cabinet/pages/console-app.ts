import { html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import type { Me } from '../../console/ui/api.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { notice } from '../../console/ui/states.ts'
import '../code-block.ts'
import '../installation/instructions.ts'
import { lines } from '../installation/instructions.ts'
import { pageStyles } from '../page-styles.ts'

const texts = defineTexts({
  ru: {
    title: 'Приложение оператора',
    lead: 'Консоль, в которой отвечают посетителям. Она открывается в браузере, а после установки живёт в своём окне, со своим значком.',
    open: 'Открыть консоль',
    address: 'Адрес консоли',
    addressText: 'Отправьте его операторам: каждый входит со своим логином и паролем.',
    ownText: 'Вход с тем же логином и паролем, что и сюда.',
    install: 'Как установить',
    installText: 'Скачивать ничего не нужно, обновляется она сама.',
    insecure:
      'Сейчас сервер открыт по http, а браузеры устанавливают приложения только по https. Пользоваться консолью во вкладке это не мешает.',
    ways: {
      chrome: {
        title: 'Компьютер: Chrome, Яндекс Браузер, Edge',
        text: 'Windows, macOS, Linux.',
        steps: lines(
          'Откройте консоль и войдите.',
          'Нажмите «Настройки» внизу слева и выберите «Установить как приложение». То же делает значок установки справа в адресной строке.',
          'Подтвердите. Консоль откроется в своём окне, а её значок появится среди программ.',
        ),
      },
      safari: {
        title: 'Mac: Safari',
        text: 'macOS Sonoma (14) и новее.',
        steps: lines('Откройте консоль в Safari.', 'В меню «Файл» выберите «Добавить в Dock» и подтвердите.'),
      },
      iphone: {
        title: 'iPhone и iPad',
        text: 'В свёрнутом виде iOS останавливает приложения: отвечать лучше с открытой консолью.',
        steps: lines(
          'Откройте консоль в Safari.',
          'Нажмите «Поделиться», затем «На экран „Домой“».',
          'Откройте консоль значком с экрана и войдите.',
        ),
      },
      android: {
        title: 'Android',
        text: 'Chrome, Яндекс Браузер, Samsung Internet.',
        steps: lines(
          'Откройте консоль в браузере.',
          'В меню браузера выберите «Установить приложение» или «Добавить на главный экран».',
        ),
      },
      firefox: {
        title: 'Firefox',
        text: 'Приложений на компьютере он не устанавливает, но консоль работает и во вкладке.',
        steps: lines(
          'Откройте консоль и войдите.',
          'Щёлкните по вкладке правой кнопкой и выберите «Закрепить вкладку».',
          'Разрешите уведомления, когда консоль о них спросит.',
        ),
      },
    },
  },
  en: {
    title: 'Operator app',
    lead: 'The console, where visitors are answered. It opens in a browser; once installed it lives in a window of its own, with an icon of its own.',
    open: 'Open the console',
    address: 'Address of the console',
    addressText: 'Send it to your operators: each signs in with a login and password of their own.',
    ownText: 'Sign in with the same login and password as here.',
    install: 'How to install it',
    installText: 'There is nothing to download, and it updates by itself.',
    insecure:
      'The server is open by http now, and browsers install apps by https only. The console works in a tab all the same.',
    ways: {
      chrome: {
        title: 'Computer: Chrome, Edge, Yandex Browser',
        text: 'Windows, macOS, Linux.',
        steps: lines(
          'Open the console and sign in.',
          'Press “Settings” at the bottom left and choose “Install as an app”. The install icon at the right of the address bar does the same.',
          'Confirm. The console opens in a window of its own, and its icon stands among your programs.',
        ),
      },
      safari: {
        title: 'Mac: Safari',
        text: 'macOS Sonoma (14) and newer.',
        steps: lines('Open the console in Safari.', 'In the File menu choose “Add to Dock”, and confirm.'),
      },
      iphone: {
        title: 'iPhone and iPad',
        text: 'iOS halts apps in the background: to answer, keep the console open.',
        steps: lines(
          'Open the console in Safari.',
          'Press “Share”, then “Add to Home Screen”.',
          'Open the console by its icon, and sign in.',
        ),
      },
      android: {
        title: 'Android',
        text: 'Chrome, Samsung Internet, Yandex Browser.',
        steps: lines(
          'Open the console in the browser.',
          'In the browser’s menu choose “Install app” or “Add to home screen”.',
        ),
      },
      firefox: {
        title: 'Firefox',
        text: 'It installs no apps on computers, and the console works in a tab as well.',
        steps: lines(
          'Open the console and sign in.',
          'Right-click the tab and choose “Pin Tab”.',
          'Allow notifications when the console asks.',
        ),
      },
    },
  },
})

/** The console's address, and how it becomes an app (B5): for the administrator and for each operator. */
export class ConsoleApp extends UiElement {
  static override styles = [pageStyles]

  @property({ attribute: false }) me!: Me

  protected override render() {
    const t = texts()
    const address = `${this.me.publicUrl}/console/`
    return html`<header class="page">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
      </header>
      <section class="card">
        <header>
          <h2>${t.address}</h2>
          <p>${this.me.administrator ? t.addressText : t.ownText}</p>
        </header>
        <rh-code label=${t.address} .code=${address}></rh-code>
        <div class="actions">
          <a class="button primary" href="/console/" target="redhelper-console">
            ${icon('headset')}${t.open}${icon('external-link', { size: 14 })}
          </a>
        </div>
      </section>
      <section class="card">
        <header>
          <h2>${t.install}</h2>
          <p>${t.installText}</p>
        </header>
        ${installs(address) ? nothing : notice('warn', t.insecure)}
        <rh-instructions .ways=${t.ways}></rh-instructions>
      </section>`
  }
}

/** Browsers install by https, and from this very machine. */
const installs = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || /^(localhost|127\.|\[::1\])/.test(hostname)
}

customElements.define('rh-console-app', ConsoleApp)
