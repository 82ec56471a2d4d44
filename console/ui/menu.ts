/** Web Awesome's menu in our looks: put `menuStyles` into `static styles`. */
import './webawesome.ts'
import WaDropdown from '@awesome.me/webawesome/dist/components/dropdown/dropdown.js'
import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js'
import { css, html, type TemplateResult } from 'lit'
import { type IconName, icon } from './icon.ts'

export const menuStyles = css`
  wa-dropdown::part(menu) {
    min-width: 15rem;
    max-width: min(18rem, calc(100vw - 1rem));
    max-height: calc(100dvh - 1rem);
    border: 1px solid var(--rh-line);
    box-shadow: var(--rh-shadow);
    background: var(--rh-raised);
    padding: var(--rh-1);
  }
  wa-dropdown-item {
    min-height: 2.125rem;
    padding-block: 0.25rem;
    border-radius: var(--rh-radius);
    font-size: var(--rh-text-m);
  }
  wa-dropdown-item::part(checkmark) {
    margin-inline-end: 0.25em;
  }
  wa-dropdown-item .rh-icon {
    color: var(--rh-text-3);
  }
`

/** Does this event belong to an open menu: letters and arrows in it? */
export const inMenu = (event: Event): boolean =>
  event.composedPath().some((node) => node instanceof WaDropdown && node.open)

/** The icon of an item. */
export const itemIcon = (name: IconName): TemplateResult => html`<span slot="icon">${icon(name)}</span>`
