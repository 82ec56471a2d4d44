/** The looks of the frame: top bar, navigation, the drawer on phones. */
import { css } from 'lit'

export const frameStyles = css`
  :host {
    display: grid;
    grid-template: 3.5rem 1fr / 16rem minmax(0, 1fr);
    min-height: 100dvh;
  }
  .skip {
    position: fixed;
    z-index: 30;
    inset: var(--rh-2) auto auto var(--rh-2);
    translate: 0 -200%;
  }
  .skip:focus {
    translate: none;
  }
  .top {
    grid-column: 1 / -1;
    position: sticky;
    top: 0;
    z-index: 10;
    display: flex;
    align-items: center;
    gap: var(--rh-2);
    padding-inline: var(--rh-5) var(--rh-4);
    border-bottom: 1px solid var(--rh-line);
    background: var(--rh-surface);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    font-size: var(--rh-text-l);
    font-weight: 650;
    letter-spacing: -0.015em;
    color: var(--rh-text);
    text-decoration: none;
  }
  .brand svg {
    width: 1.5rem;
    height: 1.5rem;
    display: block;
  }
  .space {
    flex: 1;
  }
  .who {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-width: 0;
    max-width: 18rem;
    margin-inline: var(--rh-2) var(--rh-1);
    --avatar-ring: var(--rh-surface);
    --size: 1.875rem;
  }
  .who div {
    min-width: 0;
    line-height: 1.25;
  }
  .who strong, .who small {
    display: block;
  }
  .who strong {
    font-size: var(--rh-text-s);
    font-weight: 600;
  }
  .who small {
    font-size: var(--rh-text-xs);
    color: var(--rh-text-3);
  }
  .menu {
    display: none;
  }
  nav {
    position: sticky;
    top: 3.5rem;
    align-self: start;
    max-height: calc(100dvh - 3.5rem);
    overflow-y: auto;
    padding: var(--rh-3);
    display: grid;
    gap: var(--rh-3);
    scroll-padding-block: var(--rh-8);
  }
  nav h2 {
    padding-inline: var(--rh-2);
    margin-bottom: 2px;
    font-size: var(--rh-text-xs);
    font-weight: 500;
    letter-spacing: 0;
    color: var(--rh-text-3);
  }
  /* A page that is alone in its group bears its name. */
  nav h2:has(+ ul > :only-child) {
    position: absolute;
    clip-path: inset(50%);
  }
  nav ul {
    list-style: none;
    padding: 0;
    display: grid;
    gap: 1px;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: var(--rh-2);
    min-height: 1.875rem;
    padding: 0.125rem var(--rh-2);
    border-radius: var(--rh-radius);
    color: var(--rh-text-2);
    font-weight: 500;
    text-decoration: none;
  }
  nav .left {
    margin-inline-start: auto;
    padding: 0 0.375rem;
    border-radius: 99px;
    background: var(--rh-selected);
    font-size: var(--rh-text-xs);
    font-weight: 550;
    white-space: nowrap;
  }
  nav .left.soon {
    background: var(--rh-break-soft);
    color: var(--rh-break-text);
  }
  nav a:hover {
    background: var(--rh-hover);
    color: var(--rh-text);
  }
  nav a[aria-current] {
    background: var(--rh-selected);
    color: var(--rh-text);
  }
  nav a[aria-current] .rh-icon {
    color: var(--rh-accent-text);
  }
  main {
    min-width: 0;
    padding: var(--rh-8) var(--rh-8) var(--rh-12);
    outline: none;
  }
  main:focus-visible {
    outline: none;
  }
  ::slotted(*) {
    max-width: 45rem;
  }
  ::slotted([beside]) {
    max-width: 70.5rem;
  }
  .shade {
    display: none;
  }
  @media (max-width: 56rem) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    .top {
      padding-inline: var(--rh-2);
      gap: var(--rh-1);
    }
    .menu {
      display: inline-flex;
    }
    nav {
      position: fixed;
      z-index: 21;
      inset: 0 auto 0 0;
      width: min(18rem, 84vw);
      height: 100dvh;
      max-height: none;
      align-content: start;
      background: var(--rh-surface);
      border-inline-end: 1px solid var(--rh-line);
      padding-top: calc(var(--rh-4) + env(safe-area-inset-top));
      translate: -102% 0;
      visibility: hidden;
      transition: translate var(--rh-slow) var(--rh-ease), visibility 0s var(--rh-slow);
    }
    nav.open {
      translate: none;
      visibility: visible;
      box-shadow: var(--rh-shadow);
      transition: translate var(--rh-slow) var(--rh-ease);
    }
    nav a {
      min-height: 2.75rem;
    }
    .shade {
      position: fixed;
      z-index: 20;
      inset: 0;
      background: rgb(0 0 0 / 0.4);
    }
    .shade.open {
      display: block;
    }
    main {
      padding: var(--rh-6) var(--rh-4) var(--rh-12);
    }
    ::slotted(*) {
      margin-inline: auto;
    }
  }
  @media (max-width: 40rem) {
    .who div, .word {
      display: none;
    }
    .top .button:not(.menu) {
      padding-inline: 0.625rem;
    }
  }
`
