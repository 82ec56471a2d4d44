import { css, html, nothing, type TemplateResult } from 'lit'
import type { Person } from '../../engine/protocol/frames.ts'
import { initials } from './initials.ts'

export const avatarStyles = css`
  .avatar {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    width: var(--avatar, 28px);
    height: var(--avatar, 28px);
    border-radius: 50%;
    overflow: hidden;
    background: var(--theirs);
    color: var(--text);
    font-weight: 600;
    font-size: calc(var(--avatar, 28px) * 0.4);
    line-height: 1;
    user-select: none;
  }
  .avatar img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
`

/**
 * Photo over initials: they show where there is none, and where the page's policy or the network keeps it away.
 * The name stands beside it, so it says nothing to screen readers.
 */
export const avatar = (person: Person | null, origin: string): TemplateResult => html`
  <span class="avatar" aria-hidden="true">
    ${initials(person?.name ?? '') || '•'}
    ${
      person?.photo
        ? html`<img src=${new URL(person.photo, origin).href} alt="" draggable="false" @error=${gone} />`
        : nothing
    }
  </span>
`

/** A policy of the page's, or the network, keeps it away. */
export const gone = ({ target }: Event): void => {
  ;(target as HTMLElement).hidden = true
}
