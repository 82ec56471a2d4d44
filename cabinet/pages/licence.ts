import { css, html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { Me, Tariff } from '../../console/ui/api.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { endWords, leftWords, tariffName } from '../../console/ui/licence-words.ts'
import { notice } from '../../console/ui/states.ts'
import { endsSoon, includes, tariffs } from '../../engine/protocol/client/tariffs.ts'
import { rows } from '../licence/matrix.ts'
import { pageStyles } from '../page-styles.ts'
import { salesLink } from '../sales-link.ts'

const texts = defineTexts({
  ru: {
    title: 'Лицензия',
    lead: 'Какой тариф подключён и что в нём есть.',
    tariff: 'Ваш тариф',
    noncommercial: 'Только для некоммерческих сайтов.',
    trial: 'Пробный период со всеми возможностями Business',
    afterwards:
      'Потом аккаунт сам перейдёт на Personal. Всё, что вы настроили и сохранили, останется на месте.',
    over: (tariff: string, end: string) => `Лицензия ${tariff} действовала ${end}.`,
    trialOver: (end: string) => `Пробный период действовал ${end}.`,
    kept: 'Всё, что вы настроили и сохранили, на месте и заработает снова с другим тарифом.',
    compare: 'Сравнение тарифов',
    compareText: 'Всё, чего нет в таблице, есть в каждом тарифе.',
    feature: 'Возможность',
    yes: 'есть',
    no: 'нет',
    current: 'ваш',
  },
  en: {
    title: 'Licence',
    lead: 'Which plan you have, and what is in it.',
    tariff: 'Your plan',
    noncommercial: 'For non-commercial sites only.',
    trial: 'Trial with everything in Business',
    afterwards: 'After that the account becomes Personal by itself. All that you set and stored stays.',
    over: (tariff: string, end: string) => `The ${tariff} licence was valid ${end}.`,
    trialOver: (end: string) => `The trial was valid ${end}.`,
    kept: 'All that you set and stored is kept, and works again with another plan.',
    compare: 'Comparison of the plans',
    compareText: 'What is not in this table every plan has.',
    feature: 'Feature',
    yes: 'yes',
    no: 'no',
    current: 'yours',
  },
})

/** A4, A5: what the account may use, until when, and what there is besides. */
export class LicencePage extends UiElement {
  static override styles = [
    pageStyles,
    css`
      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--rh-1) var(--rh-3);
      }
      .now strong {
        font: 650 var(--rh-text-2xl) / 1.2 var(--rh-font);
        letter-spacing: -0.015em;
      }
      .soon {
        color: var(--rh-break-text);
      }
      .scroll {
        overflow-x: auto;
        margin-inline: calc(-1 * var(--rh-2));
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 0.5rem var(--rh-2);
        text-align: center;
        vertical-align: middle;
      }
      th:first-child {
        text-align: start;
        font-weight: 400;
        line-height: 1.4;
        text-wrap: pretty;
      }
      thead th {
        vertical-align: bottom;
        font-weight: 600;
        white-space: nowrap;
      }
      thead small {
        display: block;
        font-weight: 450;
        font-size: var(--rh-text-xs);
        color: var(--rh-text-3);
      }
      tbody tr {
        border-top: 1px solid var(--rh-line);
      }
      .own {
        background: var(--rh-sunken);
      }
      td,
      thead th:not(:first-child) {
        width: 5.25rem;
      }
      .yes {
        display: grid;
        place-items: center;
        color: var(--rh-online-text);
      }
      .none {
        color: var(--rh-text-3);
      }
      @media (max-width: 40rem) {
        th,
        td {
          padding-inline: 0.25rem;
          font-size: var(--rh-text-s);
        }
        td,
        thead th:not(:first-child) {
          width: 4rem;
        }
      }
    `,
  ]

  @property({ attribute: false }) me!: Me

  protected override render() {
    const t = texts()
    return html`<header class="page"><h1>${t.title}</h1><p>${t.lead}</p></header>
      ${this.#now()} ${this.#matrix()}`
  }

  #now(): TemplateResult {
    const t = texts()
    const { licence, timeZone, sales } = this.me
    const { tariff, until, trial } = licence
    return html`<section class="card">
      <header><h2>${t.tariff}</h2></header>
      <p class="now">
        <strong>${tariffName(tariff)}</strong>
        ${tariff === 'personal' ? nothing : html`<span>${endWords(until, timeZone)}</span>`}
        ${until === null ? nothing : html`<span class=${endsSoon(licence, Date.now()) ? 'soon' : 'quiet'}>${leftWords(licence)}</span>`}
      </p>
      ${trial ? html`<p class="quiet">${t.trial}. ${t.afterwards}</p>` : nothing}
      ${tariff === 'personal' ? html`<p class="quiet">${t.noncommercial}</p>` : nothing}
      ${this.#ended()}
      ${sales === null ? nothing : html`<p class="actions">${salesLink(sales, 'button')}</p>`}
    </section>`
  }

  #ended(): TemplateResult | typeof nothing {
    const t = texts()
    const { licence, timeZone } = this.me
    const { ended } = licence
    if (ended === null) return nothing
    const end = endWords(ended.until, timeZone)
    const said = ended.trial ? t.trialOver(end) : t.over(tariffName(ended.tariff), end)
    return notice('plain', `${said} ${t.kept}`)
  }

  #matrix(): TemplateResult {
    const t = texts()
    return html`<section class="card">
      <header><h2>${t.compare}</h2><p>${t.compareText}</p></header>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="unseen">${t.feature}</span></th>
              ${tariffs.map((tariff) => html`<th scope="col" class=${this.#own(tariff)}>${tariffName(tariff)}${this.#own(tariff) === '' ? nothing : html` <small>${t.current}</small>`}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows().map(
              ({ name, feature }) => html`<tr>
                <th scope="row">${name}</th>
                ${tariffs.map((tariff) => this.#cell(tariff, feature === null || includes(tariff, feature)))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`
  }

  #own(tariff: Tariff): string {
    return tariff === this.me.licence.tariff ? 'own' : ''
  }

  #cell(tariff: Tariff, has: boolean): TemplateResult {
    const t = texts()
    const mark = has
      ? html`<span class="yes">${icon('check')}</span>`
      : html`<span class="none" aria-hidden="true">–</span>`
    return html`<td class=${this.#own(tariff)}>${mark}<span class="unseen">${has ? t.yes : t.no}</span></td>`
  }
}

customElements.define('rh-licence', LicencePage)
