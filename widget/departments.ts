import type { OfferedDepartment, OfferedDepartments } from '../engine/protocol/frames.ts'
import { register } from './forms/register.ts'
import type { LaterChunk, Lit, WidgetSettings } from './host.ts'
import { online, words } from './language/departments.ts'
import { inWords } from './language/inWords.ts'

/**
 * Whom to write to (E4): the page's departments, each with who is there now.
 * Event: `choose` (a department's id; null for anybody).
 * Loaded where there is something to choose; at most 1.5 KB brotli.
 */
const make = ({ LitElement, html, css, nothing, sheets }: Lit): CustomElementConstructor =>
  class extends LitElement {
    static override properties = { settings: { attribute: false }, departments: { attribute: false } }
    declare settings: WidgetSettings
    declare departments: OfferedDepartments

    static override styles = [
      ...sheets,
      css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: 14px 12px calc(12px + env(safe-area-inset-bottom));
        background: var(--paper);
        border-top: 1px solid var(--line);
      }
      h3 {
        flex: none;
        margin: 0 6px 10px;
        font-size: 15px;
        font-weight: 600;
      }
      .all {
        display: grid;
        gap: 8px;
        min-height: 0;
        padding: 4px;
        margin: -4px;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        scrollbar-color: var(--line) transparent;
      }
      .one {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 10px;
        align-items: baseline;
        padding: 11px 14px;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--sunken);
        text-align: start;
        transition: border-color 0.15s;
      }
      .one[aria-pressed='true'] {
        border-color: var(--quiet);
        background: var(--paper);
      }
      /* Under a finger that has just opened the chat here, one would look chosen. */
      @media (hover: hover) {
        .one:hover {
          border-color: var(--quiet);
          background: var(--paper);
        }
      }
      .name {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .state {
        color: var(--quiet);
        font-size: 12.5px;
        white-space: nowrap;
      }
      .there::before {
        content: '';
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-inline-end: 6px;
        border-radius: 50%;
        background: var(--online);
      }
      .about {
        grid-column: 1 / -1;
        color: var(--quiet);
        font-size: 13px;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }
      .any {
        flex: none;
        align-self: center;
        margin-top: 10px;
        padding: 4px 10px;
        color: var(--quiet);
        font-size: 13px;
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      @media (forced-colors: active) {
        .one[aria-pressed='true'] {
          outline: 2px solid;
        }
      }
    `,
    ]

    override focus(): void {
      this.renderRoot?.querySelector<HTMLElement>('.one')?.focus({ preventScroll: true })
    }

    protected override render() {
      const { texts } = this
      const { must, all } = this.departments
      const sorted = [...all].sort((a, b) => Number(b.online) - Number(a.online))
      return html`
      <h3 id="whom">${texts.whom}</h3>
      <div class="all" role="group" aria-labelledby="whom">${sorted.map((one) => this.renderOne(one))}</div>
      ${
        must
          ? nothing
          : html`<button class="any" type="button" @click=${() => this.choose(null)}>${texts.anybody}</button>`
      }
    `
    }

    private renderOne({ id, name, description, online }: OfferedDepartment) {
      const { texts } = this
      return html`
      <button class="one" type="button" aria-pressed=${id === this.departments.chosen} @click=${() => this.choose(id)}>
        <bdi class="name">${name}</bdi>
        <span class="state ${online ? 'there' : ''}">${online ? texts.online : texts.away}</span>
        ${description && html`<bdi class="about">${description}</bdi>`}
      </button>
    `
    }

    private get texts() {
      const { texts, language } = this.settings
      return { online: texts.online || online[language], ...inWords(texts, words[language], 'departments.') }
    }

    private choose(department: string | null): void {
      this.dispatchEvent(new CustomEvent('choose', { detail: department }))
    }
  }

export const define: LaterChunk['define'] = (lit) => register(lit, { 'redhelper-departments': make })
