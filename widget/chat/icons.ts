/** Lucide icons (ISC), drawn inline so that nothing is fetched. */
import { svg, type TemplateResult } from 'lit'

const icon = (path: string, size = 20): TemplateResult<2> =>
  svg`<svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path}></path></svg>`

const speaker =
  'M11 4.7a.7.7 0 0 0-1.2-.5L6.4 7.6a1.4 1.4 0 0 1-1 .4H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.4a1.4 1.4 0 0 1 1 .4l3.4 3.4a.7.7 0 0 0 1.2-.5z'

export const icons = {
  fold: () => icon('m6 9 6 6 6-6', 22),
  sound: () => icon(`${speaker}M16 9a5 5 0 0 1 0 6M19.4 18.4a9 9 0 0 0 0-12.8`),
  muted: () => icon(`${speaker}M22 9l-6 6M16 9l6 6`),
  send: () => icon('m5 12 7-7 7 7M12 19V5'),
  down: () => icon('M12 5v14M19 12l-7 7-7-7', 16),
  alert: () => icon('M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M12 8v4M12 16h.01', 15),
  noLink: () =>
    icon(
      'M12 20h.01M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7M19 12.9a10 10 0 0 0-2-1.5M2 8.8a15 15 0 0 1 4.2-2.6M22 8.8a15 15 0 0 0-11.3-3.8M2 2l20 20',
      16,
    ),
  sending: () => icon('M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M12 6v6h4', 14),
  sent: () => icon('M20 6 9 17l-5-5', 15),
  delivered: () => icon('M18 6 7 17l-5-5M22 10l-7.5 7.5L13 16', 16),
} as const
