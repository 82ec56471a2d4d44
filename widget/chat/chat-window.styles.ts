import { css } from 'lit'

export const chatWindowStyles = css`
  :host {
    position: fixed;
    display: block;
    container-type: size;
    animation: rise 0.18s ease-out;
  }
  :host([hidden]) {
    display: none;
  }
  .window {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--paper);
    box-shadow:
      0 0 0 1px var(--edge),
      0 12px 40px #00000038;
  }
  .window:focus {
    outline: none;
  }
  .full {
    border-radius: 0;
  }
  .full .head {
    padding-top: calc(14px + env(safe-area-inset-top));
  }
  .head {
    flex: none;
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 76px;
    padding: 14px 10px 14px 18px;
    background: var(--accent);
    color: var(--on-accent);
    box-shadow: inset 0 -1px var(--edge);
    cursor: move;
    user-select: none;
    -webkit-user-select: none;
    touch-action: none;
  }
  .full .head {
    cursor: default;
  }
  .head .avatar {
    --avatar: 46px;
    box-shadow: 0 0 0 2px var(--on-accent);
  }
  /* Before anything was said: a person to turn to rather than a bar. */
  .fresh .head {
    position: relative;
    flex-direction: column;
    gap: 10px;
    padding: 26px 20px 22px;
    text-align: center;
  }
  .full.fresh .head {
    padding-top: calc(26px + env(safe-area-inset-top));
  }
  .fresh .head .avatar {
    --avatar: 84px;
    box-shadow: 0 0 0 3px var(--on-accent);
  }
  .fresh .who {
    width: 100%;
  }
  .logo {
    flex: none;
    max-width: 96px;
    max-height: 44px;
    object-fit: contain;
  }
  .fresh .logo {
    max-width: 220px;
    max-height: 72px;
  }
  .fresh .about {
    margin-block: 4px 6px;
  }
  .fresh .who:first-child {
    padding-inline: 32px;
  }
  .fresh .head h2 {
    font-size: 20px;
    white-space: normal;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .fresh .who p {
    font-size: 14px;
    text-wrap: balance;
  }
  .fresh .head button {
    position: absolute;
    top: calc(10px + env(safe-area-inset-top));
    inset-inline-end: 10px;
  }
  .fresh .who + button {
    inset-inline: 10px auto;
    margin: 0;
  }
  /* A low window, or a phone whose keyboard is there. */
  @container (max-height: 460px) {
    .fresh .head .avatar,
    .fresh .logo,
    .fresh .about,
    .vendor {
      display: none;
    }
    .fresh .who {
      padding-inline: 32px;
    }
  }
  /* Over what was said before, if anything was. */
  .offline {
    flex: 1 1 auto;
    min-height: 60%;
    overflow-y: auto;
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  h2 {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 17px;
    font-weight: 600;
    line-height: 1.3;
  }
  .who p {
    margin: 1px 0 0;
    overflow-wrap: anywhere;
    font-size: 13px;
    line-height: 1.35;
    text-wrap: pretty;
  }
  .there::before {
    content: '';
    display: inline-block;
    width: 9px;
    height: 9px;
    margin-inline: 2px 6px;
    border-radius: 50%;
    background: var(--online);
    box-shadow: 0 0 0 2px var(--on-accent);
    vertical-align: 0;
  }
  .head button {
    flex: none;
    display: grid;
    place-items: center;
    width: 38px;
    height: 38px;
    border-radius: 50%;
    transition: background 0.15s;
  }
  .head button:hover {
    background: #ffffff2b;
    background: color-mix(in srgb, var(--on-accent) 16%, transparent);
  }
  .head button:focus-visible {
    outline-color: var(--on-accent);
    outline-offset: -3px;
  }
  .who + button {
    margin-inline-end: -8px;
  }
  .trouble,
  .queue {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    padding: 9px 16px;
    background: var(--alarm-paper);
    color: var(--alarm);
    font-size: 13px;
    line-height: 1.35;
  }
  .queue {
    background: var(--sunken);
    color: var(--text);
    border-top: 1px solid var(--line);
    font-variant-numeric: tabular-nums;
  }
  .department {
    flex: none;
    display: flex;
    justify-content: space-between;
    gap: 12px;
    margin: 0;
    padding: 8px 18px 0;
    background: var(--paper);
    border-top: 1px solid var(--line);
    color: var(--quiet);
    font-size: 13px;
  }
  .department span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .department bdi {
    color: var(--text);
    font-weight: 500;
  }
  .department .link {
    flex: none;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .department + redhelper-composer {
    border-top: 0;
  }
  redhelper-departments {
    flex: 0 1 auto;
    max-height: 76%;
  }
  redhelper-composer {
    flex: none;
  }
  .vendor {
    flex: none;
    margin: 0;
    padding-bottom: calc(8px + env(safe-area-inset-bottom));
    background: var(--paper);
    color: var(--quiet);
    font-size: 11.5px;
    line-height: 14px;
    text-align: center;
  }
  @container (min-height: 461px) {
    .named redhelper-composer {
      --foot: 7px;
    }
  }
  .guard {
    position: absolute;
  }
  .edge {
    position: absolute;
    touch-action: none;
  }
  .n,
  .s {
    left: 8px;
    right: 8px;
    height: 8px;
    cursor: ns-resize;
  }
  .e,
  .w {
    top: 8px;
    bottom: 8px;
    width: 8px;
    cursor: ew-resize;
  }
  .ne,
  .nw,
  .se,
  .sw {
    width: 14px;
    height: 14px;
    cursor: nesw-resize;
  }
  .nw,
  .se {
    cursor: nwse-resize;
  }
  .n,
  .ne,
  .nw {
    top: -3px;
  }
  .s,
  .se,
  .sw {
    bottom: -3px;
  }
  .e,
  .ne,
  .se {
    right: -3px;
  }
  .w,
  .nw,
  .sw {
    left: -3px;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      animation: none;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .window,
    .head button {
      border: 1px solid;
    }
  }
`
