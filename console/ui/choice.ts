/** One of a few, all visible: radio buttons that look like one control. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'

export const choiceStyles = css`
  fieldset {
    display: grid;
    justify-items: start;
    gap: 0.375rem;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset > legend {
    padding: 0;
    margin-bottom: 0.375rem;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 3px;
    border-radius: 9px;
    background: var(--rh-sunken);
    border: 1px solid var(--rh-line);
  }
  .choices label {
    position: relative;
    padding: 0.25rem 0.75rem;
    border-radius: var(--rh-radius);
    color: var(--rh-text-2);
    font-weight: 500;
    cursor: pointer;
  }
  .choices label:hover {
    color: var(--rh-text);
  }
  .choices label:has(:checked) {
    background: var(--rh-raised);
    color: var(--rh-text);
    box-shadow: 0 0 0 1px var(--rh-line-strong);
  }
  .choices label:has(:focus-visible) {
    outline: 2px solid var(--rh-focus);
    outline-offset: 1px;
  }
  .choices input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
  }
  fieldset .hint {
    font-size: var(--rh-text-s);
    color: var(--rh-text-3);
  }
  @media (pointer: coarse) {
    .choices label {
      padding-block: 0.5625rem;
    }
  }
`

export function choice<V extends string>(of: {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly value: V
  readonly options: ReadonlyArray<{ value: V; label: string; lang?: string }>
  readonly choose: (value: V) => void
}): TemplateResult {
  const hint = of.hint === undefined ? undefined : `${of.name}-hint`
  return html`<fieldset aria-describedby=${ifDefined(hint)}>
    <legend class="label">${of.label}</legend>
    <div class="choices">
      ${of.options.map(
        ({ value, label, lang }) => html`<label lang=${ifDefined(lang)}>
          <input
            type="radio"
            name=${of.name}
            value=${value}
            .checked=${value === of.value}
            @change=${() => of.choose(value)}
          />${label}
        </label>`,
      )}
    </div>
    ${hint === undefined ? nothing : html`<div class="hint" id=${hint}>${of.hint}</div>`}
  </fieldset>`
}
