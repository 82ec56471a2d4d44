import { css, html } from 'lit'
import '../../console/ui/avatar.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'

const texts = defineTexts({
  ru: {
    visitor: 'Посетитель 1042',
    page: 'на странице «Доставка»',
    question: 'Здравствуйте. Если заказать сегодня, в Казань до пятницы успеет?',
    answer: 'Здравствуйте. Да, при заказе до 18:00 приедет в четверг.',
    typing: 'Тогда оформлю прямо сей',
    note: 'ещё печатает, а вы уже видите',
  },
  en: {
    visitor: 'Visitor 1042',
    page: 'on the page “Delivery”',
    question: 'Hello. If I order today, will it be in Leeds by Friday?',
    answer: 'Hello. Yes, ordered before six it arrives on Thursday.',
    typing: 'Then I will order right n',
    note: 'still typing, and you see it already',
  },
})

/** A picture of what it is for, drawn in the page: a dialogue with the words that are being typed. */
export class Showcase extends UiElement {
  static override styles = css`
    :host {
      display: block;
    }
    .window {
      max-width: 27rem;
      border: 1px solid var(--rh-line);
      border-radius: 14px;
      background: var(--rh-surface);
      box-shadow: var(--rh-shadow);
      overflow: hidden;
      font-size: var(--rh-text-m);
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      padding: 0.75rem 1rem;
      border-bottom: 1px solid var(--rh-line);
      line-height: 1.3;
    }
    strong {
      display: block;
      font-weight: 600;
    }
    small {
      font-size: var(--rh-text-xs);
      color: var(--rh-text-3);
    }
    .talk {
      display: grid;
      gap: 0.625rem;
      padding: 1.125rem 1rem 1.25rem;
    }
    p {
      margin: 0;
      max-width: 82%;
      padding: 0.5rem 0.75rem;
      border-radius: 12px;
      line-height: 1.45;
      background: var(--rh-hover);
      border-end-start-radius: 4px;
      justify-self: start;
    }
    .ours {
      justify-self: end;
      background: var(--rh-second-soft);
      border-radius: 12px;
      border-end-end-radius: 4px;
    }
    .ghost {
      background: none;
      border: 1px dashed var(--rh-typing);
      color: var(--rh-text-2);
    }
    .ghost::after {
      content: '';
      display: inline-block;
      width: 1.5px;
      height: 1.05em;
      margin-inline-start: 1px;
      vertical-align: -0.18em;
      background: var(--rh-typing);
      animation: blink 1.1s steps(1) infinite;
    }
    .note {
      padding-inline-start: 0.25rem;
      margin-top: -0.25rem;
      color: var(--rh-typing-text);
    }
    @keyframes blink {
      50% {
        opacity: 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .ghost::after {
        animation: none;
      }
    }
  `

  protected override render() {
    const t = texts()
    return html`<div class="window" aria-hidden="true">
      <div class="bar">
        <rh-avatar name=${t.visitor}></rh-avatar>
        <div><strong>${t.visitor}</strong><small>${t.page}</small></div>
      </div>
      <div class="talk">
        <p>${t.question}</p>
        <p class="ours">${t.answer}</p>
        <p class="ghost">${t.typing}</p>
        <small class="note">${t.note}</small>
      </div>
    </div>`
  }
}

customElements.define('rh-showcase', Showcase)
