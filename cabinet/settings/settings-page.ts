import { type CSSResultGroup, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import {
  type AllSettings,
  ApiError,
  api,
  type Failure,
  type FieldProblem,
  failureOf,
  type Language,
  type Me,
  type OwnSettings,
  type PictureName,
  type Site,
} from '../../console/ui/api.ts'
import { choiceStyles } from '../../console/ui/choice.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { formatNumber } from '../../console/ui/format.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { toast } from '../../console/ui/toast.ts'
import { filled } from '../../engine/protocol/client/invitations.ts'
import { type Name, settings, wantedProblems, widgetSettings } from '../../engine/protocol/client/settings.ts'
import type { WidgetSettings } from '../../engine/protocol/frames.ts'
import type { Scene } from '../../widget/preview/messages.ts'
import { FormPage } from '../form-page.ts'
import { lockedNote, lockedStyles } from '../locked.ts'
import type { PhotoPlace } from '../photo/photo-field.ts'
import '../preview/widget-preview.ts'
import { mayLoseUnsaved } from '../unsaved.ts'
import { conflictNotice, conflictStyles } from './conflict-notice.ts'
import { Draft } from './draft.ts'
import './last-changes.ts'
import { type Sheet, type Shown, settingField } from './setting-field.ts'
import { settingStyles } from './setting-styles.ts'
import { siteChoice, siteChoiceStyles } from './site-choice.ts'

const texts = defineTexts({
  ru: {
    preview: 'Предпросмотр',
    saved: 'Изменения сохранены',
    number: 'Нужно целое число',
    range: (least: string, most: string) => `Нужно число от ${least} до ${most}`,
    colour: 'Нужен цвет вида #d5372b',
    link: 'Нужен адрес страницы: https://…',
    properties: 'В каждой строке одно свойство: --имя: значение, без ссылок и скобок { }',
    font: 'Названия шрифтов через запятую, кавычки парами',
    taken: 'Настройки скопированы',
    copy: 'Скопировать',
    copyTitle: (from: string) => `Скопировать настройки: ${from}?`,
    copyText:
      'Кнопка, окно, тексты, тема и приглашения станут такими же, как там. Своё, чего там нет, пропадёт.',
    everywhere: 'все сайты',
  },
  en: {
    preview: 'Preview',
    saved: 'Changes saved',
    number: 'A whole number is needed',
    range: (least: string, most: string) => `A number from ${least} to ${most} is needed`,
    colour: 'A colour like #d5372b is needed',
    link: 'The address of a page is needed: https://…',
    properties: 'One property a line, as in --name: value, without addresses and braces',
    font: 'Names of fonts with commas between them, quotes in pairs',
    taken: 'Settings copied',
    copy: 'Copy',
    copyTitle: (from: string) => `Copy the settings: ${from}?`,
    copyText:
      'Button, window, texts, theme and invitations become as they are there. Whatever it has of its own and they do not have is lost.',
    everywhere: 'all sites',
  },
})

export interface Loaded {
  readonly all: AllSettings
  readonly sites: ReadonlyArray<Site>
}

/** Kept from page to page: who sets up one site goes through all of them for it. */
let lastSite: string | null = null

/**
 * A page of settings of appearance and behaviour (C11): for all sites or for one, what is inherited and what is its
 * own, what somebody else has changed meanwhile, and who changed what before.
 */
export abstract class SettingsPage extends FormPage<Loaded> implements Sheet {
  static override styles: CSSResultGroup = [
    FormPage.styles,
    choiceStyles,
    settingStyles,
    lockedStyles,
    siteChoiceStyles,
    conflictStyles,
    css`
      .sides {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-items: start;
        gap: var(--rh-6);
      }
      .sides:has(> aside) {
        grid-template-columns: minmax(0, 45rem) minmax(18rem, 24rem);
      }
      .sides > div {
        display: grid;
        gap: var(--rh-6);
        min-width: 0;
      }
      .fields {
        max-width: 30rem;
      }
      aside {
        position: sticky;
        top: calc(3.5rem + var(--rh-4));
        display: grid;
        gap: var(--rh-2);
      }
      @media (max-width: 74rem) {
        .sides:has(> aside) {
          grid-template-columns: minmax(0, 1fr);
        }
        aside {
          position: static;
          order: -1;
        }
      }
    `,
  ]

  @property({ attribute: false }) me!: Me
  @state() draft!: Draft
  @state() private sites: ReadonlyArray<Site> = []
  @state() private conflict: Extract<Failure, { _tag: 'Conflict' }> | undefined
  @query('form') private formElement!: HTMLFormElement

  /** Beginnings of the names that this page sets. */
  protected abstract readonly about: ReadonlyArray<string>
  /** The settings in their cards. */
  protected abstract sections(): TemplateResult

  /** What the preview shows, and what of it first. */
  protected readonly scenes: ReadonlyArray<Scene> = ['button', 'invitation', 'chat', 'typing']
  protected readonly scene: Scene = 'chat'

  /** What they lead to, beside them: an `<aside>`. */
  protected preview(): TemplateResult {
    const { whole } = this.draft
    const { name, photo } = this.me
    const inviter = whole['invitation.inviter']
    return html`<aside aria-label=${texts().preview}>
      <rh-widget-preview
        .settings=${this.widget}
        .person=${{ name, photo }}
        .invitation=${{
          text: filled(whole['invitation.text'], () => null),
          name: inviter || name,
          photo: inviter ? whole['invitation.photo'] || null : photo,
        }}
        .waiting=${{
          hold: whole['hold.on'] ? whole['hold.text'] : null,
          lead: whole['lead.on'] ? whole['lead.text'] : null,
        }}
        .scenes=${this.scenes}
        .scene=${this.scene}
        ?movable=${this.about.includes('button.')}
        @rh-offset=${({ detail }: CustomEvent<number>) => this.change(this.draft.set('button.offset', detail))}
      ></rh-widget-preview>
    </aside>`
  }

  // ── load, change, save ────────────────────────────────────────────────────────────────────────────────
  protected override async ask(): Promise<Loaded> {
    const [all, sites] = await Promise.all([api.settings(), api.sites()])
    return { all, sites }
  }

  protected override show({ all, sites }: Loaded): void {
    this.sites = sites
    this.#turnTo(sites.some(({ id }) => id === lastSite) ? lastSite : null, all)
  }

  #turnTo(site: string | null, all: AllSettings = this.draft.all): void {
    lastSite = site
    this.draft = Draft.of(all, site, this.#languageOf(site))
    this.#settle()
  }

  #languageOf(site: string | null): Language {
    return this.sites.find(({ id }) => id === site)?.language ?? this.me.language
  }

  #settle(): void {
    this.conflict = undefined
    this.form.reset()
  }

  change(draft: Draft): void {
    this.draft = draft
  }

  protected override get changed(): boolean {
    return this.draft.changed
  }

  protected override undo(): void {
    this.draft = this.draft.reset()
    this.#settle()
  }

  protected get of(): string {
    return this.draft.site ?? 'account'
  }

  protected override readonly submit = this.form.submit(
    () => this.#send(),
    ({ own, sent }) => {
      // What was changed while this was on its way is still to be saved.
      const after = this.draft.wanted
      const saved = Object.keys(sent).filter((name) => after[name] === sent[name])
      this.draft = this.draft.keeping(own, saved)
      this.conflict = undefined
      toast(texts().saved)
    },
  )

  async #send(): Promise<{ own: OwnSettings; sent: Draft['wanted'] }> {
    const { kept, wanted: sent } = this.draft
    this.conflict = undefined
    const wrong = Object.entries(wantedProblems(sent)).filter(
      (entry): entry is [string, FieldProblem] => entry[1] !== null,
    )
    if (wrong.length > 0) throw new ApiError({ _tag: 'Invalid', fields: Object.fromEntries(wrong) })
    try {
      return { own: await api.editSettings(this.of, kept.version, sent), sent }
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag === 'Conflict') this.conflict = failure
      throw error
    }
  }

  protected override problem(name: string, problem: FieldProblem): string | undefined {
    const setting = settings.get(name)
    const t = texts()
    if (setting === undefined || (problem !== 'malformed' && problem !== 'range')) return
    if (setting.kind === 'number') {
      return problem === 'malformed'
        ? t.number
        : t.range(formatNumber(setting.least), formatNumber(setting.most))
    }
    const { colour, link, properties, font } = t
    return { colour, link, properties, font }[setting.kind as 'colour']
  }

  // ── what somebody else has changed ────────────────────────────────────────────────────────────────────
  /** Theirs where both have changed something; the rest of ours is still to be saved. */
  #takeTheirs(): void {
    const { own, changes } = this.conflict!
    this.draft = this.draft.keeping(
      own,
      changes.map(({ name }) => name),
    )
    this.#settle()
  }

  async #keepMine(): Promise<void> {
    this.draft = this.draft.keeping(this.conflict!.own, [])
    this.#settle()
    await this.updateComplete
    this.formElement.requestSubmit()
  }

  // ── for which site ────────────────────────────────────────────────────────────────────────────────────
  async #choose(event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement
    const wanted = select.value || null
    if (this.changed && !(await mayLoseUnsaved())) {
      select.value = this.draft.site ?? ''
      return
    }
    this.#turnTo(wanted)
  }

  async #copyFrom(from: string | null): Promise<void> {
    const t = texts()
    if (this.changed && !(await mayLoseUnsaved())) return
    const name = this.sites.find(({ id }) => id === from)?.address ?? t.everywhere
    if (!(await confirm({ title: t.copyTitle(name), text: t.copyText, verb: t.copy }))) return
    try {
      const own = await api.copySettings(this.of, this.draft.kept.version, from ?? 'account')
      this.draft = this.draft.keeping(own)
      this.#turnTo(this.draft.site)
      toast(t.taken)
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    }
  }

  // ── pictures: kept at once, apart from the form ───────────────────────────────────────────────────────
  protected pictureOf(name: PictureName): PhotoPlace {
    const kept = (own: OwnSettings) => {
      this.draft = this.draft.keeping(own, [name])
      return { photo: this.draft.value(name) || null }
    }
    const own = this.draft.kept.values[name]
    return {
      set: async (picture) => kept(await api.setPicture(this.of, name, picture)),
      remove: own ? async () => kept(await api.removePicture(this.of, name)) : null,
    }
  }

  /** What visitors would get, saved or not. */
  protected get widget(): WidgetSettings {
    return widgetSettings(this.draft.whole, this.draft.language, false)
  }

  // The frame gives it room for both.
  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    const before = changed.get('me')
    if (before && this.draft && before.features !== this.me.features) {
      this.draft = this.draft.under(this.me.features)
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    this.toggleAttribute('beside', this.renderRoot.querySelector('aside') !== null)
    if (changed.has('conflict') && this.conflict !== undefined) {
      this.renderRoot.querySelector('.conflict')?.scrollIntoView?.({ block: 'center' })
    }
  }

  // ── looks ─────────────────────────────────────────────────────────────────────────────────────────────
  protected setting(name: Name, shown?: Shown): TemplateResult {
    return settingField(this, name, shown)
  }

  /** A card; where the tariff lacks what it sets (A4) it is to be seen, and nothing more. */
  protected section(of: {
    readonly title: string
    readonly lead?: string
    readonly names: ReadonlyArray<Name>
    readonly content?: TemplateResult
  }): TemplateResult {
    const locked = of.names.length > 0 && of.names.every((name) => this.draft.locked(name))
    return html`<section class="card">
      <header><h2>${of.title}</h2>${of.lead === undefined ? nothing : html`<p>${of.lead}</p>`}</header>
      ${locked && !this.#locked ? this.#lock(of.names[0]!) : nothing}
      <div class="fields" ?inert=${locked}>${of.content ?? of.names.map((name) => this.setting(name))}</div>
    </section>`
  }

  #lock(name: Name): TemplateResult | typeof nothing {
    return lockedNote(this.me, settings.get(name)!.feature!)
  }

  /** All of the page is: said once. */
  get #locked(): boolean {
    return this.#names.every((name) => this.draft.locked(name))
  }

  get #names(): ReadonlyArray<Name> {
    return [...settings.keys()].filter((name) => this.#isAbout(name)) as Array<Name>
  }

  protected override above(): TemplateResult {
    return html`${this.#locked ? this.#lock(this.#names[0]!) : nothing}
    ${this.sites.length < 2 ? nothing : this.#where()}`
  }

  #where(): TemplateResult {
    return siteChoice({
      sites: this.sites,
      site: this.draft.site,
      differing: new Set(
        this.draft.all.sites.flatMap(({ site, values }) =>
          site !== null && Object.keys(values).some((name) => this.#isAbout(name)) ? [site] : [],
        ),
      ),
      choose: (event) => void this.#choose(event),
      copyFrom: (from) => void this.#copyFrom(from),
    })
  }

  #isAbout(name: string): boolean {
    return this.about.some((beginning) => name.startsWith(beginning))
  }

  protected override fields(): TemplateResult {
    return html`<div class="sides">
        <div>${this.sections()}</div>
        ${this.preview()}
      </div>
      ${
        this.conflict === undefined
          ? nothing
          : conflictNotice(
              this.conflict.changes,
              () => this.#takeTheirs(),
              () => void this.#keepMine(),
            )
      }`
  }

  protected override below(): TemplateResult {
    return html`<rh-last-changes
      .of=${this.of}
      .version=${this.draft.kept.version}
      .about=${this.about}
    ></rh-last-changes>`
  }
}
