import { css } from 'lit'

export const messageListStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
    background: var(--paper);
    /* Marks piled upon a letter must not paint over the page. */
    contain: layout paint;
  }
  .scroller {
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
    container-type: size;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .content {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-height: 100%;
    padding: 16px;
  }
  .day,
  .note {
    margin: 18px 0 6px;
    text-align: center;
    color: var(--quiet);
    font-size: 12.5px;
  }
  /* Most often it is over before anybody could read it. */
  .late {
    animation: come 0.16s 0.4s both;
  }
  .row {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    margin-top: 3px;
    animation: come 0.16s ease-out;
  }
  .row.first {
    margin-top: 14px;
  }
  .ours {
    justify-content: flex-end;
  }
  .stack {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-width: 0;
    max-width: calc(100% - 52px);
    position: relative;
  }
  .ours .stack {
    align-items: flex-end;
    max-width: 84%;
  }
  .theirs .avatar {
    align-self: flex-end;
    margin-bottom: 22px;
  }
  .avatar.empty {
    background: none;
    height: 0;
    margin: 0 !important;
  }
  .types .avatar {
    margin-bottom: 4px;
  }
  .name {
    max-width: 100%;
    margin: 0 12px 3px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--quiet);
    font-size: 12.5px;
  }
  .bubble {
    position: relative;
    max-width: 100%;
    padding: 9px 14px;
    border-radius: var(--bubble);
    background: var(--theirs);
    overflow: hidden;
    overflow: clip;
    unicode-bidi: isolate;
  }
  /* Bubbles of a group lean on each other on their author's side. */
  .theirs .bubble {
    border-end-start-radius: min(6px, var(--bubble));
  }
  .theirs:not(.first) .bubble {
    border-start-start-radius: min(6px, var(--bubble));
  }
  .ours:not(.first) .bubble {
    border-start-end-radius: min(6px, var(--bubble));
  }
  .ours .bubble {
    padding-inline-end: 34px;
    border-end-end-radius: min(6px, var(--bubble));
    background: var(--accent);
    color: var(--on-accent);
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .words {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  .big .words {
    font-size: 34px;
    line-height: 1.2;
  }
  .bubble a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .bubble a:focus-visible {
    outline-color: currentColor;
  }
  .mark {
    position: absolute;
    inset-inline-end: 11px;
    bottom: 8px;
    opacity: 0.72;
  }
  .seen .mark {
    opacity: 1;
  }
  .notSent .bubble {
    background: var(--alarm-paper);
    color: var(--text);
    box-shadow: inset 0 0 0 1px var(--alarm);
  }
  .notSent .mark {
    color: var(--alarm);
    opacity: 1;
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 6px;
    min-height: 18px;
    margin: 4px 12px 0;
    color: var(--quiet);
    font-size: 12px;
    line-height: 18px;
    font-variant-numeric: tabular-nums;
  }
  .failure {
    justify-content: flex-end;
    color: var(--alarm);
    gap: 2px 10px;
    margin-inline-end: 4px;
  }
  .link {
    text-decoration: underline;
    text-underline-offset: 2px;
    font-weight: 500;
    padding: 3px 0;
    margin: -3px 0;
  }
  .typing {
    display: flex;
    gap: 4px;
    padding: 15px 16px;
  }
  .typing i {
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--quiet);
    animation: breathe 1.2s infinite ease-in-out;
  }
  .typing i:nth-child(2) {
    animation-delay: 0.16s;
  }
  .typing i:nth-child(3) {
    animation-delay: 0.32s;
  }
  .latest {
    position: absolute;
    bottom: 12px;
    left: 50%;
    transform: translateX(-50%);
    display: flex;
    align-items: center;
    gap: 6px;
    max-width: 90%;
    padding: 7px 14px 7px 10px;
    border-radius: 18px;
    background: var(--text);
    color: var(--paper);
    font-size: 13px;
    box-shadow: 0 2px 10px #0003;
  }
  .hello {
    margin: auto 0;
    padding: 24px 12px;
    text-align: center;
    color: var(--quiet);
    font-size: 16px;
    animation: come 0.16s ease-out;
  }
  .hello h2 {
    margin: 0 0 8px;
    color: var(--text);
    font-size: 24px;
    font-weight: 600;
    line-height: 1.25;
  }
  .hello p {
    margin: 0 auto;
    max-width: 280px;
    text-wrap: balance;
  }
  /* Beside departments with long names there is room for a word alone. */
  @container (max-height: 164px) {
    .hello {
      padding-block: 0;
    }
    .hello h2 {
      margin: 0;
    }
    .hello p {
      display: none;
    }
  }
  @keyframes come {
    from {
      opacity: 0;
      transform: translateY(4px);
    }
  }
  @keyframes breathe {
    0%,
    60%,
    100% {
      opacity: 0.35;
      transform: none;
    }
    30% {
      opacity: 1;
      transform: translateY(-3px);
    }
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid;
    }
  }
`
