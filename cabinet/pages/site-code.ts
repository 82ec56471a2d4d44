import { css, html } from 'lit'
import { property } from 'lit/decorators.js'
import type { Me } from '../../console/ui/api.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import '../code-block.ts'
import { instructionTexts } from '../installation/instructions.ts'
import '../installation/site-check.ts'
import { pageStyles } from '../page-styles.ts'
import { scriptCode, tagCode } from '../site-code.ts'
import { remember } from '../steps.ts'

const texts = defineTexts({
  ru: {
    title: 'Код для сайта',
    lead: 'Один раз поставьте код на сайт, и на его страницах появится кнопка «Задать вопрос». Всё остальное настраивается здесь, код больше менять не нужно.',
    tag: 'Обычная установка',
    tagText: 'Скопируйте код и вставьте его на каждую страницу, лучше всего перед закрывающим тегом </body>.',
    tagLabel: 'Код для вставки в страницу',
    where: 'Куда вставлять',
    whereText: 'Выберите, как сделан ваш сайт.',
    systems: 'WordPress, Joomla, 1С-Битрикс',
    check: 'Проверить сайт',
    checkText: 'Сервер откроет страницу, как это сделал бы посетитель, и посмотрит, есть ли на ней код.',
    twice: 'Код попал на страницу дважды',
    twiceText: 'Ничего страшного: кнопка и соединение всё равно будут одни.',
    script: 'Установка по условию',
    scriptText:
      'Та же кнопка из JavaScript: вызовите этот код там и тогда, где она нужна, например только в рабочие часы или только на страницах каталога.',
    scriptLabel: 'Код JavaScript',
    csp: 'Если на сайте действует Content-Security-Policy',
    cspText: (origin: string, socket: string) =>
      `Разрешите адрес ${origin} в script-src и img-src, а ${origin} и ${socket} в connect-src. Если скрипты разрешены по nonce, добавьте к тегу атрибут nonce; код JavaScript передаёт nonce сам, когда стоит прямо на странице.`,
  },
  en: {
    title: 'Site code',
    lead: 'Put the code on your site once, and its pages show the button “Ask a question”. Everything else is set up here; the code need not be touched again.',
    tag: 'The usual way',
    tagText: 'Copy the code and paste it into every page, best right before the closing </body> tag.',
    tagLabel: 'Code for the page',
    where: 'Where to put it',
    whereText: 'Choose how your site is made.',
    systems: 'WordPress, Joomla, 1C-Bitrix',
    check: 'Check my site',
    checkText: 'The server opens the page as a visitor would, and looks for the code on it.',
    twice: 'The code got on the page twice',
    twiceText: 'No harm done: there will be one button and one connection all the same.',
    script: 'On a condition',
    scriptText:
      'The same button from JavaScript: run this where and when you want it, for example only in working hours, or only on catalogue pages.',
    scriptLabel: 'JavaScript code',
    csp: 'If the site has a Content-Security-Policy',
    cspText: (origin: string, socket: string) =>
      `Allow ${origin} in script-src and img-src, and ${origin} and ${socket} in connect-src. If scripts are allowed by nonce, add the nonce attribute to the tag; the JavaScript code hands the nonce on by itself when it stands in the page.`,
  },
})

/** The code that brings the widget to a site, in two forms, where to put it, and whether it is there (B1, B4). */
export class SiteCode extends UiElement {
  static override styles = [
    pageStyles,
    css`
      dl {
        display: grid;
        gap: var(--rh-4);
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin-top: 0.125rem;
        color: var(--rh-text-2);
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
    `,
  ]

  @property({ attribute: false }) me!: Me

  #copied(): void {
    remember(this.me.account, 'code')
  }

  protected override render() {
    const t = texts()
    const ways = instructionTexts()
    const { publicUrl, account } = this.me
    return html`<header class="page">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
      </header>
      <section class="card">
        <header>
          <h2>${t.tag}</h2>
          <p>${t.tagText}</p>
        </header>
        <rh-code primary label=${t.tagLabel} .code=${tagCode(publicUrl, account)} @rh-copied=${this.#copied}></rh-code>
      </section>
      <section class="card">
        <header><h2>${t.where}</h2><p>${t.whereText}</p></header>
        <rh-instructions .ways=${ways.places}></rh-instructions>
        <header><h3>${t.systems}</h3><p>${ways.none}</p></header>
        <rh-instructions .ways=${ways.systems}></rh-instructions>
        <dl>
          <div><dt>${t.twice}</dt><dd>${t.twiceText}</dd></div>
        </dl>
      </section>
      <section class="card">
        <header><h2>${t.check}</h2><p>${t.checkText}</p></header>
        <rh-site-check .me=${this.me}></rh-site-check>
      </section>
      <section class="card">
        <header>
          <h2>${t.script}</h2>
          <p>${t.scriptText}</p>
        </header>
        <rh-code label=${t.scriptLabel} .code=${scriptCode(publicUrl, account)} @rh-copied=${this.#copied}></rh-code>
        <dl>
          <div>
            <dt>${t.csp}</dt>
            <dd>${t.cspText(publicUrl, publicUrl.replace(/^http/, 'ws'))}</dd>
          </div>
        </dl>
      </section>`
  }
}

customElements.define('rh-site-code', SiteCode)
