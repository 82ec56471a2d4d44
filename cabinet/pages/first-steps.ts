import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Me } from '../../console/ui/api.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { type IconName, icon } from '../../console/ui/icon.ts'
import '../code-block.ts'
import { pageStyles } from '../page-styles.ts'
import { tagCode } from '../site-code.ts'
import { remember, type Step, taken } from '../steps.ts'
import { WhileSeen } from '../while-seen.ts'
import { firstStepsStyles } from './first-steps-styles.ts'

const texts = defineTexts({
  ru: {
    title: 'Первые шаги',
    lead: 'Три шага, и вы разговариваете с посетителями своего сайта.',
    code: {
      title: 'Поставьте код на сайт',
      text: 'Вставьте его перед закрывающим тегом </body>: на странице появится кнопка «Задать вопрос».',
      label: 'Код для вставки в страницу',
      more: 'Куда вставлять, другие способы и проверка',
      done: 'Код скопирован',
      works: (host: string) => `Работает на ${host}`,
    },
    console: {
      title: 'Откройте консоль',
      text: 'Рабочее место оператора. Пока консоль открыта и вы в статусе «В сети», чат на сайте работает.',
      action: 'Открыть консоль',
      done: 'Вы в сети',
      seen: 'Консоль открывали, сейчас вы не в сети',
    },
    test: {
      title: 'Напишите себе',
      text: 'Страница магазина с вашим чатом: задайте вопрос и ответьте на него из консоли.',
      action: 'Открыть тестовую страницу',
      done: 'Страницу открывали',
    },
  },
  en: {
    title: 'First steps',
    lead: 'Three steps, and you are talking with the visitors of your site.',
    code: {
      title: 'Put the code on your site',
      text: 'Paste it before the closing </body> tag: the page shows the button “Ask a question”.',
      label: 'Code for the page',
      more: 'Where to put it, other ways, and a check',
      done: 'Code copied',
      works: (host: string) => `Works on ${host}`,
    },
    console: {
      title: 'Open the console',
      text: 'The operator’s workplace. While it is open and your status is online, the chat on your site works.',
      action: 'Open the console',
      done: 'You are online',
      seen: 'Opened before; you are offline now',
    },
    test: {
      title: 'Write to yourself',
      text: 'A test shop page with your chat: ask a question, and answer it from the console.',
      action: 'Open the test page',
      done: 'Page opened before',
    },
  },
})

/** How often the status of the third person's console is asked for while the page is seen, ms. */
const lookEvery = 5_000

/** What to do after registration: code, console, test page. */
export class FirstSteps extends UiElement {
  static override styles = [pageStyles, firstStepsStyles]

  @property({ attribute: false }) me!: Me
  @state() private online = false
  /** Where the widget last called from. */
  @state() private host: string | undefined
  @state() private steps: ReadonlySet<Step> = new Set()

  constructor() {
    super()
    new WhileSeen(this, lookEvery, () => this.#look())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.steps = taken(this.me.account)
  }

  // A nicety: when it cannot be known, the page is as useful without it.
  async #look(): Promise<void> {
    const [operators, calls] = await Promise.all([
      api.operators().catch(() => []),
      api.siteCalls().catch(() => []),
    ])
    this.host = calls[0]?.host
    this.online = operators.some(({ id, status }) => id === this.me.operator && status === 'online')
  }

  #took(step: Step): void {
    remember(this.me.account, step)
    this.steps = taken(this.me.account)
  }

  protected override render() {
    const t = texts()
    const { steps, online } = this
    return html`<header class="page">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
      </header>
      <ol>
        ${this.#step(
          1,
          this.host ? t.code.works(this.host) : steps.has('code') ? t.code.done : undefined,
          true,
          t.code,
          html`<rh-code
              primary
              label=${t.code.label}
              .code=${tagCode(this.me.publicUrl, this.me.account)}
              @rh-copied=${() => this.#took('code')}
            ></rh-code>
            <a href="/cabinet/site-code">${t.code.more}</a>`,
        )}
        ${this.#step(
          2,
          online ? t.console.done : steps.has('console') ? t.console.seen : undefined,
          online,
          t.console,
          this.#open('/console/', 'redhelper-console', 'headset', t.console.action, 'console'),
        )}
        ${this.#step(
          3,
          steps.has('test') ? t.test.done : undefined,
          true,
          t.test,
          this.#open(
            `/test/?c=${encodeURIComponent(this.me.account)}`,
            'redhelper-test',
            'store',
            t.test.action,
            'test',
          ),
        )}
      </ol>`
  }

  #step(
    number: number,
    state: string | undefined,
    good: boolean,
    words: { title: string; text: string },
    action: TemplateResult,
  ): TemplateResult {
    const done = state !== undefined && good
    return html`<li class="card">
      <span class="number ${done ? 'done' : ''}" aria-hidden="true">${done ? icon('check') : number}</span>
      <div class="body">
        <div class="head">
          <h2>${words.title}</h2>
          <span role="status">${state === undefined ? nothing : html`<span class="badge ${done ? 'done' : ''}">${state}</span>`}</span>
        </div>
        <p>${words.text}</p>
        ${action}
      </div>
    </li>`
  }

  #open(href: string, window: string, name: IconName, label: string, step: Step): TemplateResult {
    return html`<a class="button" href=${href} target=${window} @click=${() => this.#took(step)}>
      ${icon(name)}${label}${icon('external-link', { size: 14 })}
    </a>`
  }
}

customElements.define('rh-first-steps', FirstSteps)
