import { css, html, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type SettingChange } from '../../console/ui/api.ts'
import { controls } from '../../console/ui/controls.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { failed, loading, stateStyles } from '../../console/ui/states.ts'
import { changeLine, changeStyles } from './change-line.ts'

const texts = defineTexts({
  ru: { title: 'Последние изменения', none: 'Здесь пока ничего не меняли.' },
  en: { title: 'Last changes', none: 'Nothing was changed here yet.' },
})

const most = 20

/** Who changed what of these settings, and when; asked for when somebody wants to know. */
export class LastChanges extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    changeStyles,
    css`
      summary {
        display: inline-flex;
        align-items: center;
        gap: var(--rh-2);
        padding: var(--rh-1) 0;
        color: var(--rh-text-2);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        color: var(--rh-text);
      }
      ol {
        display: grid;
        gap: var(--rh-2);
        margin-top: var(--rh-3);
        padding: 0;
        list-style: none;
      }
      p {
        margin-top: var(--rh-2);
        color: var(--rh-text-2);
      }
    `,
  ]

  /** `account`, or the id of a site. */
  @property() of = 'account'
  /** When it grows there is something new. */
  @property({ type: Number }) version = 0
  /** Beginnings of the names that are of interest. */
  @property({ attribute: false }) about: ReadonlyArray<string> = []
  @state() private open = false
  @state() private changes: ReadonlyArray<SettingChange> | undefined
  @state() private failure: Failure | undefined

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('of')) this.changes = undefined
    if (changed.has('of') || changed.has('version')) if (this.open) void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    const { of } = this
    try {
      const changes = await api.settingChanges(of)
      if (of === this.of) this.changes = changes
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  #toggled(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open
    if (this.open) void this.#load()
  }

  protected override render() {
    return html`<details @toggle=${this.#toggled}>
      <summary>${icon('history')}${texts().title}</summary>
      ${this.open ? this.#content() : ''}
    </details>`
  }

  #content(): TemplateResult {
    if (this.failure) return failed(this.failure, () => void this.#load())
    if (this.changes === undefined) return loading(2)
    const shown = this.changes
      .filter(({ name }) => this.about.some((beginning) => name.startsWith(beginning)))
      .slice(0, most)
    if (shown.length === 0) return html`<p>${texts().none}</p>`
    return html`<ol>${shown.map((change) => html`<li>${changeLine(change)}</li>`)}</ol>`
  }
}

customElements.define('rh-last-changes', LastChanges)
