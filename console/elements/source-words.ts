/** Where a visit came from: a letter drawn by ourselves, never somebody's sign, and the name. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Source } from '../../engine/domain/source.ts'
import { oneLine } from '../desk/text.ts'
import { defineTexts } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'

const texts = defineTexts({
  ru: {
    direct: 'Прямой заход',
    own: 'Другая страница этого сайта',
    search: 'поиск',
    ai: 'ИИ',
    phrase: (phrase: string) => `«${phrase}»`,
    mail: 'Поиск Mail',
    yandex: 'Яндекс',
    alice: 'Алиса',
    rambler: 'Рамблер',
  },
  en: {
    direct: 'Came directly',
    own: 'Another page of this site',
    search: 'search',
    ai: 'AI',
    phrase: (phrase: string) => `“${phrase}”`,
    mail: 'Mail search',
    yandex: 'Yandex',
    alice: 'Alice',
    rambler: 'Rambler',
  },
})

const names: Readonly<Record<string, string>> = {
  google: 'Google',
  bing: 'Bing',
  duckduckgo: 'DuckDuckGo',
  yahoo: 'Yahoo',
  ecosia: 'Ecosia',
  baidu: 'Baidu',
  brave: 'Brave',
  startpage: 'Startpage',
  chatgpt: 'ChatGPT',
  perplexity: 'Perplexity',
  copilot: 'Copilot',
  gemini: 'Gemini',
  claude: 'Claude',
  deepseek: 'DeepSeek',
  gigachat: 'GigaChat',
}

export const sourceName = ({ kind, name }: Source): string => {
  const t = texts()
  if (kind === 'direct' || kind === 'own') return t[kind]
  if (kind === 'site') return oneLine(name)
  return names[name] ?? { mail: t.mail, yandex: t.yandex, alice: t.alice, rambler: t.rambler }[name] ?? name
}

/** As one line of text, to be copied. */
export const sourceInFull = (source: Source): string =>
  source.phrase === null ? sourceName(source) : `${sourceName(source)} ${texts().phrase(source.phrase)}`

/** The drawn mark and the name. */
export const sourceMark = (source: Source): TemplateResult => {
  const name = sourceName(source)
  return html`${
    source.kind === 'direct' || source.kind === 'own'
      ? icon(source.kind === 'own' ? 'globe' : 'arrow-right', { size: 14 })
      : html`<span class="letter" aria-hidden="true">${[...name][0]?.toUpperCase()}</span>`
  }<bdi>${name}</bdi>`
}

export const sourceWords = (source: Source): TemplateResult => {
  const t = texts()
  const sort = source.kind === 'search' ? t.search : source.kind === 'ai' ? t.ai : null
  return html`<span class="source">${sourceMark(source)}${sort === null ? nothing : html`<span class="sort">${sort}</span>`}</span>${
    source.phrase === null ? nothing : html`<bdi class="phrase">${t.phrase(oneLine(source.phrase))}</bdi>`
  }`
}

export const sourceStyles = css`
  .source { display: inline-flex; align-items: center; gap: 0.375rem; max-width: 100%; }
  .source bdi { min-width: 0; overflow-wrap: anywhere; }
  .source > .rh-icon { color: var(--rh-text-3); }
  .letter {
    flex: none;
    display: inline-grid;
    place-items: center;
    width: 1rem;
    height: 1rem;
    border-radius: 4px;
    background: var(--rh-selected);
    color: var(--rh-text-2);
    font-size: 0.6875rem;
    font-weight: 650;
    line-height: 1;
  }
  .sort { color: var(--rh-text-3); font-size: var(--rh-text-xs); }
  .phrase { display: block; color: var(--rh-text-2); }
`
