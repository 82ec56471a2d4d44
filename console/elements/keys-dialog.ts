import { css, html } from 'lit'
import { property } from 'lit/decorators.js'
import { keysOf, type Move, moves } from '../keys.ts'
import { controls } from '../ui/controls.ts'
import '../ui/dialog.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'

const texts = defineTexts({
  ru: {
    title: 'Клавиши',
    note: 'Сочетания работают и тогда, когда вы пишете. J, K, I, / и ? — когда не пишете.',
    moves: {
      next: 'Следующий диалог',
      previous: 'Предыдущий диалог',
      waiting: 'Кто ждёт ответа дольше всех',
      composer: 'К полю ответа',
      close: 'Закрыть диалог',
      card: 'Карточка посетителя',
      transfer: 'Передать диалог',
      status: 'К статусам, дальше 1–4',
      dialogues: 'Диалоги',
      visitors: 'Посетители',
      requests: 'Заявки',
      search: 'Найти посетителя (в таблице)',
      keys: 'Эта подсказка',
    } satisfies Record<Move, string>,
    send: 'Отправить',
    line: 'Новая строка',
    invite: 'Пригласить посетителя (в таблице)',
    menu: 'Меню посетителя (в таблице)',
  },
  en: {
    title: 'Keys',
    note: 'The combinations work while you write, too. J, K, I, / and ? when you do not.',
    moves: {
      next: 'Next dialogue',
      previous: 'Previous dialogue',
      waiting: 'Who has waited longest for an answer',
      composer: 'To the answer field',
      close: 'Close the dialogue',
      card: 'Visitor’s card',
      transfer: 'Transfer the dialogue',
      status: 'To the statuses, then 1–4',
      dialogues: 'Dialogues',
      visitors: 'Visitors',
      requests: 'Requests',
      search: 'Find a visitor (in the table)',
      keys: 'This help',
    },
    send: 'Send',
    line: 'New line',
    invite: 'Invite the visitor (in the table)',
    menu: 'Visitor’s menu (in the table)',
  },
})

/** @event rh-close */
export class KeysDialog extends UiElement {
  static override styles = [
    controls,
    css`
      dl { display: grid; grid-template-columns: 1fr auto; gap: 0; }
      dl > div { display: contents; }
      dt, dd { padding: 0.375rem 0; border-bottom: 1px solid var(--rh-line); }
      dd { display: flex; gap: var(--rh-1); align-items: center; justify-content: flex-end; }
      .or { color: var(--rh-text-3); font-size: var(--rh-text-xs); padding: 0 var(--rh-1); }
      p { margin-top: var(--rh-3); color: var(--rh-text-3); font-size: var(--rh-text-s); }
    `,
  ]

  @property({ type: Boolean }) open = false

  protected override render() {
    const t = texts()
    const row = (words: string, ways: ReadonlyArray<ReadonlyArray<string>>) =>
      html`<div><dt>${words}</dt><dd>${ways.map(
        (keys, i) =>
          html`${i > 0 ? html`<span class="or">/</span>` : ''}${keys.map((k) => html`<kbd>${k}</kbd>`)}`,
      )}</dd></div>`
    const one = (move: Move) => row(t.moves[move], keysOf(move))
    return html`<rh-dialog label=${t.title} ?open=${this.open}
      @rh-close=${() => this.dispatchEvent(new CustomEvent('rh-close'))}>
      <dl>
        ${row(t.send, [['Enter']])} ${row(t.line, [['Shift', 'Enter']])}
        ${moves.slice(0, -1).map(one)}
        ${row(t.invite, [['I']])} ${row(t.menu, [['Shift', 'F10']])}
        ${moves.slice(-1).map(one)}
      </dl>
      <p>${t.note}</p>
    </rh-dialog>`
  }
}

customElements.define('rh-keys-dialog', KeysDialog)
