import '../ui/webawesome.ts'
import '@awesome.me/webawesome/dist/components/divider/divider.js'
import { css, html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import type { Permission } from '../calls/notices.ts'
import { controls } from '../ui/controls.ts'
import { defineTexts, type Language, language, languages, setLanguage, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { itemIcon, menuStyles } from '../ui/menu.ts'
import { setTheme, type Theme, theme, themes } from '../ui/theme.ts'

const texts = defineTexts({
  ru: {
    menu: 'Настройки',
    sound: 'Звук сообщений',
    notifications: 'Уведомления',
    denied: 'запрещены в браузере',
    language: 'Язык',
    theme: 'Оформление',
    themes: { auto: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
    keys: 'Клавиши',
    licence: (words: string) => `Лицензия: ${words}`,
    install: 'Установить как приложение',
    cabinet: 'Личный кабинет',
    change: 'Сменить аккаунт',
    signOut: 'Выйти',
  },
  en: {
    menu: 'Settings',
    sound: 'Message sound',
    notifications: 'Notifications',
    denied: 'blocked in the browser',
    language: 'Language',
    theme: 'Appearance',
    themes: { auto: 'As in the system', light: 'Light', dark: 'Dark' },
    keys: 'Keys',
    licence: (words: string) => `Licence: ${words}`,
    install: 'Install as an app',
    cabinet: 'Cabinet',
    change: 'Change account',
    signOut: 'Sign out',
  },
})

const languageNames: Record<Language, string> = { ru: 'Русский', en: 'English' }

/** What the menu asks of the workplace. */
export type Wish = 'sound' | 'notifications' | 'keys' | 'install' | 'change' | 'signOut'

/**
 * The settings of this window and the way out (H1, H2).
 *
 * @event rh-wish - `detail`: `Wish`.
 */
export class SettingsMenu extends UiElement {
  static override styles = [
    controls,
    menuStyles,
    css`
      .trigger {
        display: grid;
        justify-items: center;
        gap: var(--rh-1);
        width: 4.5rem;
        padding: var(--rh-2) 0;
        border: 0;
        border-radius: var(--rh-radius-card);
        background: none;
        color: var(--rh-text-2);
        font: 500 var(--rh-text-xs) / 1.3 var(--rh-font);
        cursor: pointer;
      }
      .trigger:hover { background: var(--rh-hover); }
      wa-divider { --spacing: var(--rh-1); --color: var(--rh-line); }
      .who { padding: var(--rh-2) var(--rh-3); line-height: 1.35; }
      .who b { display: block; font-weight: 600; font-size: var(--rh-text-m); }
      .who span { font-size: var(--rh-text-s); color: var(--rh-text-3); }
      .who .licence { display: block; margin-top: var(--rh-1); max-width: 17rem; }
      .details { font-size: var(--rh-text-xs); color: var(--rh-text-3); }
    `,
  ]

  @property() name = ''
  @property() login = ''
  /** Of the account, in words (A5); empty while it is not known. */
  @property() licence = ''
  @property({ type: Boolean }) sound = true
  @property({ type: Boolean }) notifications = true
  @property() permission: Permission = 'default'
  /** The browser offers to install the console. */
  @property({ type: Boolean }) installable = false

  #chosen = (event: Event): void => {
    const { item } = (event as CustomEvent<{ item: { value: string } }>).detail
    const [what = '', value = ''] = item.value.split(':')
    if (what === 'language') setLanguage(value as Language)
    else if (what === 'theme') {
      setTheme(value as Theme)
      this.requestUpdate()
    } else if (what === 'cabinet') window.open('/cabinet', '_blank', 'noopener')
    else this.dispatchEvent(new CustomEvent('rh-wish', { detail: what as Wish }))
  }

  protected override render() {
    const t = texts()
    const denied = this.permission === 'denied'
    const notified = this.permission === 'granted' && this.notifications
    return html`<wa-dropdown lang=${language()} placement="right-end" distance="8" @wa-select=${this.#chosen}>
      <button slot="trigger" class="trigger" type="button">${icon('settings', { size: 20 })}${t.menu}</button>
      <div class="who"><b class="cut">${this.name}</b><span>${this.login}</span>
        ${this.licence ? html`<span class="licence">${t.licence(this.licence)}</span>` : nothing}</div>
      <wa-divider></wa-divider>
      <wa-dropdown-item type="checkbox" value="sound" ?checked=${this.sound}>${itemIcon(this.sound ? 'volume-2' : 'volume-x')}${t.sound}</wa-dropdown-item>
      ${
        this.permission === 'unsupported'
          ? nothing
          : html`<wa-dropdown-item type="checkbox" value="notifications" ?checked=${notified} ?disabled=${denied}>
              ${itemIcon(notified ? 'bell' : 'bell-off')}${t.notifications}${denied ? html`<span slot="details" class="details">${t.denied}</span>` : nothing}
            </wa-dropdown-item>`
      }
      <wa-dropdown-item>${itemIcon('languages')}${t.language}
        ${languages.map(
          (l) => html`<wa-dropdown-item slot="submenu" type="checkbox" value="language:${l}" lang=${l}
            ?checked=${l === language()}>${languageNames[l]}</wa-dropdown-item>`,
        )}
      </wa-dropdown-item>
      <wa-dropdown-item>${itemIcon('sun-moon')}${t.theme}
        ${themes.map(
          (one) => html`<wa-dropdown-item slot="submenu" type="checkbox" value="theme:${one}"
            ?checked=${one === theme()}>${t.themes[one]}</wa-dropdown-item>`,
        )}
      </wa-dropdown-item>
      <wa-dropdown-item value="keys">${itemIcon('keyboard')}${t.keys}<kbd slot="details">?</kbd></wa-dropdown-item>
      ${this.installable ? html`<wa-dropdown-item value="install">${itemIcon('download')}${t.install}</wa-dropdown-item>` : nothing}
      <wa-dropdown-item value="cabinet">${itemIcon('external-link')}${t.cabinet}</wa-dropdown-item>
      <wa-divider></wa-divider>
      <wa-dropdown-item value="change">${itemIcon('users')}${t.change}</wa-dropdown-item>
      <wa-dropdown-item value="signOut">${itemIcon('log-out')}${t.signOut}</wa-dropdown-item>
    </wa-dropdown>`
  }
}

customElements.define('rh-settings-menu', SettingsMenu)
