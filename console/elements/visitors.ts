import { css, html, nothing } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { ConnectionState } from '../../engine/protocol/client/Connection.ts'
import { controls } from '../ui/controls.ts'
import { formatNumber } from '../ui/format.ts'
import { language, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { loading, stateStyles } from '../ui/states.ts'
import { type Column, columns, sortBy } from '../visitors/columns.ts'
import { type Group, groups } from '../visitors/group.ts'
import {
  type Layout,
  loadLayout,
  resized,
  saveLayout,
  shownColumns,
  standardLayout,
  toggled,
} from '../visitors/layout.ts'
import type { Visitors } from '../visitors/Visitors.ts'
import './drop.ts'
import './visitor-filter.ts'
import { type Filter, filters, noFilter, type VisitorFilter } from './visitor-filter.ts'
import './visitor-grid.ts'
import type { VisitorGrid } from './visitor-grid.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

/** Time on site goes on, ms. */
const tickEvery = 1_000
/** Sorted by what goes on, the order is looked at anew so often, ticks. */
const sortEvery = 15

/**
 * The visitors' area: how many are there, the filter, the table (H3).
 *
 * @event rh-pick - `detail`: the number of a visitor whose card is wanted.
 * @event rh-enter - `detail`: the number of a visitor whose dialogue is wanted.
 * @event rh-invite - `detail`: the number of a visitor who is to be invited.
 * @event rh-menu - `detail`: for whom, and where.
 */
export class VisitorsArea extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    css`
      :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); min-height: 0; min-width: 0; background: var(--rh-surface); }
      header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--rh-2) var(--rh-3); min-height: 3.75rem; padding: var(--rh-2) var(--rh-3) var(--rh-2) var(--rh-4); border-bottom: 1px solid var(--rh-line); }
      h1 { font-size: var(--rh-text-l); line-height: 1.35; letter-spacing: 0; }
      .title { flex: none; width: 9.5rem; }
      .title p { font-size: var(--rh-text-s); line-height: 1.35; color: var(--rh-text-3); }
      .title .waits { color: var(--rh-unanswered-text); }
      .title .lost { color: var(--rh-break-text); }
      rh-visitor-filter { flex: 1 1 20rem; }
      .locked { order: 4; flex-basis: 100%; display: flex; align-items: center; gap: var(--rh-2); padding-block: var(--rh-1); font-size: var(--rh-text-s); color: var(--rh-text-2); }
      .panel { display: grid; }
      .panel h2 { padding: var(--rh-2) var(--rh-2) var(--rh-1); font-size: var(--rh-text-xs); font-weight: 550; letter-spacing: 0; color: var(--rh-text-3); }
      .panel label { display: flex; align-items: center; gap: var(--rh-2); min-height: 2rem; padding: 0.25rem var(--rh-2); border-radius: var(--rh-radius); font-size: var(--rh-text-s); cursor: pointer; }
      .panel label:hover { background: var(--rh-hover); }
      .panel label.off { color: var(--rh-text-3); cursor: default; background: none; }
      .panel label:has(:focus-visible) { outline: 2px solid var(--rh-focus); outline-offset: -2px; }
      .panel input { margin: 0; accent-color: var(--rh-accent); }
      .panel input:focus-visible { outline: none; }
      .panel .button { justify-content: flex-start; }
      .body { position: relative; min-height: 0; min-width: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
      .news { position: absolute; inset-inline: 0; top: 2.75rem; z-index: 6; display: grid; justify-items: center; pointer-events: none; }
      .news .button { pointer-events: auto; border-radius: 99px; border-color: transparent; background: var(--rh-second-soft); color: var(--rh-second-text); box-shadow: var(--rh-shadow); }
      .state { align-content: center; }
      .none { position: absolute; inset: 0; z-index: 4; align-content: start; padding-top: 20vh; background: var(--rh-surface); }
      .bones { align-content: start; gap: var(--rh-1); padding: var(--rh-3) var(--rh-4); }
      @media (pointer: coarse) { .panel label { min-height: 2.75rem; } }
      @media (max-width: 48rem) {
        header { padding-inline: var(--rh-4); }
        .title { flex: 1; width: auto; }
        rh-visitor-filter { order: 3; flex-basis: 100%; }
      }
    `,
  ]

  @property({ attribute: false }) visitors!: Visitors
  @property() me = ''
  @property({ attribute: false }) nameOf: (operator: string) => string | null = () => null
  /** Engine's clock, ms. */
  @property({ attribute: false }) clock: () => number = () => 0
  @property() link: ConnectionState = 'connecting'
  @property({ type: Number }) picked: number | null = null
  @property({ type: Boolean }) administrator = false
  /** The tariff shows only those who chat (A4). */
  @property({ type: Boolean }) locked = false
  @state() private layout: Layout = standardLayout
  @state() private filter: Filter = noFilter
  @query('rh-visitor-grid') private grid!: VisitorGrid | null
  @query('rh-visitor-filter') private search!: VisitorFilter | null
  #unwatch: (() => void) | undefined
  #ticks: ReturnType<typeof setInterval> | undefined
  #ticked = 0
  /** Of what is in the table. */
  #version = 0
  /** The language that the order was made in. */
  #spoken = ''
  /** The table was wanted before it was there. */
  #focusWanted = false

  override connectedCallback(): void {
    super.connectedCallback()
    this.layout = loadLayout(this.me)
    this.#unwatch = this.visitors.watch(() => this.#changed())
    this.#ticks = setInterval(() => this.#tick(), tickEvery)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unwatch?.()
    clearInterval(this.#ticks)
    this.visitors.hold(false)
  }

  protected override willUpdate(): void {
    if (this.#spoken === language()) return
    this.#spoken = language()
    this.#ask()
  }

  protected override updated(): void {
    const { grid } = this
    if (!this.#focusWanted || !grid) return
    this.#focusWanted = false
    if (document.activeElement === document.body) void grid.updateComplete.then(() => grid.focus())
  }

  /** To the table, or to the search. */
  override focus(): void {
    this.#focusWanted = this.grid === null
    this.grid?.focus()
  }
  seek(): void {
    this.search?.focus()
  }

  #changed(): void {
    this.#version++
    this.requestUpdate()
  }

  #tick(): void {
    this.#ticked++
    if (this.layout.sort.column === 'time' && this.#ticked % sortEvery === 0 && !this.visitors.shown.held)
      this.#ask()
    this.requestUpdate()
  }

  #ask(): void {
    const { sort } = this.layout
    this.visitors.ask({ ...this.filter, sort, language: language(), now: this.clock(), nameOf: this.nameOf })
  }

  #narrow(filter: Filter): void {
    this.filter = filter
    this.#ask()
    this.grid?.rewind()
  }

  #arrange(layout: Layout): void {
    this.layout = layout
    saveLayout(this.me, layout)
  }

  #sort(column: Column): void {
    this.#arrange({ ...this.layout, sort: sortBy(column, this.layout.sort) })
    this.#ask()
    this.grid?.rewind()
  }

  #fold(group: Group): void {
    const folded = new Set(this.layout.folded)
    if (!folded.delete(group)) folded.add(group)
    this.#arrange({ ...this.layout, folded: [...folded] })
  }

  #pass = (event: Event): void => {
    this.dispatchEvent(new CustomEvent(event.type, { detail: (event as CustomEvent<unknown>).detail }))
  }

  protected override render() {
    const t = texts()
    return html`<header>
        <div class="title"><h1>${t.title}</h1>${this.#subtitle()}</div>
        <rh-visitor-filter .filter=${this.filter} .table=${this.visitors.shown.table} .version=${this.#version}
          @rh-filter=${(e: CustomEvent<Filter>) => this.#narrow(e.detail)} @rh-down=${() => this.focus()}></rh-visitor-filter>
        ${this.#view()}
        ${this.locked ? html`<p class="locked">${icon('lock', { size: 14 })}${t.locked}</p>` : nothing}
      </header>
      <div class="body">${this.#body()}</div>`
  }

  #count(of: 'order' | 'total'): number {
    const { table } = this.visitors.shown
    return groups.reduce(
      (sum, group) => sum + (of === 'order' ? table.order(group).length : table.total(group)),
      0,
    )
  }

  #subtitle() {
    const t = texts()
    const { visitors } = this
    const { table } = visitors.shown
    if (this.link === 'lost') return html`<p class="lost" role="status">${t.lost}</p>`
    if (this.link === 'connecting') return html`<p>${t.connecting}</p>`
    if (!visitors.complete) return html`<p>${t.loading}</p>`
    if (filters(this.filter)) {
      return html`<p role="status">${t.found(formatNumber(this.#count('order')), formatNumber(this.#count('total')))}</p>`
    }
    if (table.waiting > 0) return html`<p class="waits">${t.waiting(table.waiting)}</p>`
    return html`<p>${t.here(formatNumber(this.#count('total') - table.total('left')))}</p>`
  }

  #view() {
    const t = texts()
    const { layout } = this
    const compact = layout.view === 'compact'
    return html`<rh-drop square label=${t.view} icon="columns-3"><div class="panel">
      <label title=${t.compactHint}><input type="checkbox" .checked=${compact}
        @change=${() => this.#arrange({ ...layout, view: compact ? 'full' : 'compact' })} />${t.compact}</label>
      <h2>${t.shownColumns}</h2>
      ${columns.map((column) => {
        const fixed = compact || column === 'number'
        return html`<label class=${fixed ? 'off' : ''}><input type="checkbox" ?disabled=${fixed}
          .checked=${shownColumns(layout).includes(column)} @change=${() => this.#arrange(toggled(layout, column))} />${t.columns[column]}</label>`
      })}
      <button class="button plain small" type="button" @click=${() => this.#reset()}>${t.standard}</button>
    </div></rh-drop>`
  }

  #reset(): void {
    this.#arrange(standardLayout)
    this.#ask()
  }

  #body() {
    const { visitors } = this
    if (!visitors.begun) return this.link === 'ended' ? nothing : loading(12)
    return html`<div class="news" role="status">${this.#news()}</div>
      <rh-visitor-grid .shown=${visitors.shown} .layout=${this.layout} .picked=${this.picked} ?stale=${visitors.complete && !visitors.current}
        .scene=${{ me: this.me, nameOf: this.nameOf, now: this.clock() }}
        @rh-pick=${this.#pass} @rh-enter=${this.#pass} @rh-invite=${this.#pass} @rh-menu=${this.#pass}
        @rh-sort=${(e: CustomEvent<Column>) => this.#sort(e.detail)}
        @rh-resize=${(e: CustomEvent<{ column: Column; width: number }>) => this.#arrange(resized(this.layout, e.detail.column, e.detail.width))}
        @rh-fold=${(e: CustomEvent<Group>) => this.#fold(e.detail)}
        @rh-hold=${(e: CustomEvent<boolean>) => visitors.hold(e.detail)}></rh-visitor-grid>
      ${this.#none()}`
  }

  #news() {
    const { news } = this.visitors.shown
    if (news === 0) return nothing
    return html`<button class="button small" type="button" @click=${() => this.visitors.admit()}>${icon('arrow-up')}${texts().news(news)}</button>`
  }

  /** Why the table is empty, and what to do. */
  #none() {
    const t = texts()
    const { shown } = this.visitors
    if (groups.some((group) => shown.length(group) > 0)) return nothing
    const all = this.#count('total')
    if (all > 0) {
      return html`<div class="state none">${icon('search', { size: 32 })}<h2>${t.noMatch}</h2><p>${t.noMatchText(formatNumber(all))}</p>
        <button class="button" type="button" @click=${() => this.#narrow(noFilter)}>${t.clear}</button></div>`
    }
    return html`<div class="state none">${icon('users', { size: 32 })}<h2>${t.nobody}</h2><p>${t.nobodyText}</p>
      ${
        this.administrator
          ? html`<a class="button" href="/cabinet/site-code" target="_blank" rel="noopener">${t.nobodyCode}${icon('external-link', { size: 14 })}</a>`
          : html`<p>${t.nobodyAsk}</p>`
      }</div>`
  }
}

customElements.define('rh-visitors', VisitorsArea)
declare global {
  interface HTMLElementTagNameMap {
    'rh-visitors': VisitorsArea
  }
}
