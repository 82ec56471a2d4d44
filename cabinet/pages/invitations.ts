import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import {
  type AllInvitations,
  api,
  type Failure,
  failureOf,
  type Language,
  type Me,
  type OwnInvitations,
  type Site,
} from '../../console/ui/api.ts'
import { choice, choiceStyles } from '../../console/ui/choice.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { formatNumber } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { failed, loading } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { never } from '../../engine/protocol/client/invitations.ts'
import {
  type Draft,
  draftOf,
  fieldsOf,
  hasOwn,
  type Inviter,
  type Result,
  resultOf,
  sameDraft,
} from '../invitations/draft.ts'
import '../invitations/preview.ts'
import { textField } from '../invitations/text-field.ts'
import { lockedNote, lockedStyles, locks } from '../locked.ts'
import { pageStyles } from '../page-styles.ts'
import '../photo/photo-field.ts'
import type { PhotoPlace } from '../photo/photo-field.ts'
import { saveBar, saveBarStyles } from '../save-bar.ts'
import { mayLoseUnsaved, Unsaved } from '../unsaved.ts'

const texts = defineTexts({
  ru: {
    title: 'Приглашения',
    lead: 'Виджет предлагает посетителю поговорить: сам, когда тот провёл на сайте какое-то время, или по просьбе оператора.',
    where: 'Для каких страниц',
    everywhere: 'Для всех сайтов',
    whereHint: 'У отдельного сайта можно изменить любую строку, остальные он возьмёт из общих.',
    differs: 'есть свои настройки',
    itself: 'Автоматическое приглашение',
    itselfText:
      'Один раз за визит, пока окно чата закрыто и есть кому ответить. Тех, кто уже общался с вами, виджет не зовёт.',
    state: 'Приглашать посетителей',
    stateHint: 'По умолчанию выключено.',
    stateInherited: (on: boolean) => `Для всех сайтов ${on ? 'включено' : 'выключено'}.`,
    inherited: 'Как у всех',
    on: 'Приглашать',
    off: 'Не приглашать',
    delay: 'Через сколько секунд',
    delayHint: (count: string) =>
      `Считается время на всех страницах визита, пока они на виду. ${count} — никогда.`,
    delayWrong: (most: string) => `Нужно число секунд: от 1 до ${most}`,
    text: 'Текст',
    textHint:
      'Вместо {city} подставится город посетителя, {city|ваш город} — с заменой на случай, если он неизвестен. Пустое поле — текст, который виден в нём.',
    who: 'От чьего имени',
    whoHint: 'Автоматическое и обычное приглашение выглядят одинаково. Отвечает в любом случае оператор.',
    operator: 'Оператор',
    own: 'Другое имя',
    name: 'Имя',
    nameHint: 'Его и фотографию увидят в приглашении.',
    preview: 'Так увидит посетитель',
    manual: 'Приглашение от оператора',
    manualText: 'Оператор может позвать посетителя сам: этими словами или своими.',
    manualLabel: 'Стандартный текст',
    manualHint: 'Пустое поле — текст, который виден в нём.',
    saved: 'Приглашения сохранены',
  },
  en: {
    title: 'Invitations',
    lead: 'The widget asks visitors whether they want to talk: by itself after some time on the site, or when an operator wants it.',
    where: 'For which pages',
    everywhere: 'For all sites',
    whereHint:
      'Anything here can be different for a single site; the rest is taken from what is set for all.',
    differs: 'has settings of its own',
    itself: 'Automatic invitation',
    itselfText:
      'Once a visit, while the chat window is closed and somebody is there to answer. Whoever has talked with you before is not invited.',
    state: 'Invite visitors',
    stateHint: 'Off by default.',
    stateInherited: (on: boolean) => `${on ? 'On' : 'Off'} for all sites.`,
    inherited: 'As for all',
    on: 'Invite',
    off: 'Do not invite',
    delay: 'After how many seconds',
    delayHint: (count: string) =>
      `Time on all pages of the visit counts, while they are in view. ${count} is never.`,
    delayWrong: (most: string) => `A number of seconds is needed: from 1 to ${most}`,
    text: 'Text',
    textHint:
      '{city} becomes the visitor’s city, {city|your city} covers the case that it is unknown. An empty field is the text that shows in it.',
    who: 'In whose name',
    whoHint: 'Automatic and other invitations look the same. It is an operator who answers in any case.',
    operator: 'The operator',
    own: 'Another name',
    name: 'Name',
    nameHint: 'The invitation shows it with the photo.',
    preview: 'As the visitor sees it',
    manual: 'Invitation by an operator',
    manualText: 'An operator can invite a visitor himself: in these words or in his own.',
    manualLabel: 'Standard text',
    manualHint: 'An empty field is the text that shows in it.',
    saved: 'Invitations saved',
  },
})

interface Everything extends AllInvitations {
  readonly list: ReadonlyArray<Site>
}

/** How visitors are invited: for the account, and for a site where it is another way (C10, C11). */
export class Invitations extends UiElement {
  static override styles = [
    pageStyles,
    choiceStyles,
    saveBarStyles,
    lockedStyles,
    css`
      form {
        display: grid;
        gap: var(--rh-6);
      }
      .sides {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 18rem;
        align-items: start;
        gap: var(--rh-6);
      }
      .fields {
        max-width: none;
      }
      [name='delay'] {
        max-width: 9rem;
      }
      textarea.input {
        padding-block: var(--rh-2);
        resize: vertical;
      }
      aside {
        position: sticky;
        top: calc(3.75rem + var(--rh-4));
        display: grid;
        gap: var(--rh-2);
      }
      select.input {
        max-width: 26rem;
      }
      form[inert] :is(.input, .choices, rh-invitation-preview) {
        opacity: 0.55;
      }
      @media (max-width: 62rem) {
        .sides {
          grid-template-columns: minmax(0, 1fr);
        }
        aside {
          position: static;
          max-width: 23rem;
        }
      }
    `,
  ]

  @property({ attribute: false }) me!: Me
  @state() private all: Everything | undefined
  @state() private failure: Failure | undefined
  /** Id of a site; null: all. */
  @state() private site: string | null = null
  @state() private draft: Draft | undefined
  /** The form is made anew when it shows something else. */
  @state() private shown = 0
  readonly #form = new FormState(this, (name) =>
    name === 'delay' ? texts().delayWrong(formatNumber(never)) : undefined,
  )

  constructor() {
    super()
    new Unsaved(this, () => this.#changed)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    try {
      const [all, list] = await Promise.all([api.invitations(), api.sites()])
      this.all = { ...all, list }
      this.#show(null)
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  #show(site: string | null): void {
    this.site = site
    this.draft = draftOf(this.#own)
    this.shown++
    this.#form.reset()
  }

  /** What is kept for what is shown. */
  get #own(): OwnInvitations {
    const { account, sites } = this.all!
    if (this.site === null) return account
    const nothing = { automatic: null, delay: null, text: null, manual: null, inviter: null, photo: null }
    return sites.find(({ site }) => site === this.site) ?? { site: this.site, ...nothing }
  }

  get #changed(): boolean {
    return this.draft !== undefined && !sameDraft(this.draft, draftOf(this.#own))
  }

  /** The tariff has none: they are shown, and cannot be changed (A4). */
  get #locked(): boolean {
    return locks(this.me, 'invitations')
  }

  get #language(): Language {
    return this.all!.list.find(({ id }) => id === this.site)?.language ?? this.me.language
  }

  #result(draft: Draft): Result {
    const { standard, account } = this.all!
    const common = this.site === null ? null : account
    return resultOf(draft, this.#own.photo, standard[this.#language], common)
  }

  async #choose(event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement
    const wanted = select.value || null
    if (this.#changed && !(await mayLoseUnsaved())) {
      select.value = this.site ?? ''
      return
    }
    this.#show(wanted)
  }

  #typed(event: Event): void {
    const { target } = event
    if (this.draft === undefined) return
    this.#form.typed(event)
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
    const { name, type, value } = target
    if (type !== 'radio') this.draft = { ...this.draft, [name]: value }
  }

  #change(change: Partial<Draft>): void {
    if (this.draft) this.draft = { ...this.draft, ...change }
  }

  #submit = (event: Event): void => {
    event.preventDefault()
    const fields = this.draft && fieldsOf(this.draft)
    if (!fields) return this.#form.refuse({ delay: 'malformed' })
    if (this.draft?.inviter === 'own' && fields.inviter === '') return this.#form.refuse({ name: 'required' })
    void this.#save(event)
  }

  readonly #save = this.#form.submit(
    () => api.editInvitations(this.site ?? 'account', fieldsOf(this.draft!)!),
    (own) => {
      this.#keep(own)
      this.#show(this.site)
      toast(texts().saved)
    },
  )

  #keep(own: OwnInvitations): void {
    const { all } = this
    if (all === undefined) return
    const sites = all.sites.filter(({ site }) => site !== own.site)
    this.all = own.site === null ? { ...all, account: own } : { ...all, sites: [...sites, own] }
  }

  #reset(): void {
    this.#show(this.site)
  }

  protected override render() {
    const t = texts()
    return html`<header class="page"><h1>${t.title}</h1><p>${t.lead}</p></header>${this.#content()}`
  }

  #content(): TemplateResult {
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#load())}</div>`
    const { all, draft } = this
    if (!all || !draft) return loading(3)
    const form = this.#form
    return html`${lockedNote(this.me, 'invitations')}
      ${all.list.length > 1 ? this.#where(all) : nothing}
      ${keyed(
        this.shown,
        html`<form id="invitations" novalidate ?inert=${this.#locked} @submit=${this.#submit} @input=${this.#typed}>
          ${this.#itself(draft)} ${this.#manual(draft)}
        </form>`,
      )}
      ${saveBar({
        form: 'invitations',
        shown: this.#changed,
        busy: form.busy,
        message: form.message,
        reset: () => this.#reset(),
      })}`
  }

  #where({ list, sites }: Everything): TemplateResult {
    const t = texts()
    const differs = new Set(sites.filter(hasOwn).map(({ site }) => site))
    return html`<div class="field">
      <label for="where">${t.where}</label>
      <select class="input" id="where" aria-describedby="where-hint" @change=${this.#choose}>
        <option value="">${t.everywhere}</option>
        ${list.map(
          ({ id, address, description }) =>
            html`<option value=${id} ?selected=${id === this.site}>${address}${description === '' ? nothing : ` · ${description}`}${differs.has(id) ? ` (${t.differs})` : nothing}</option>`,
        )}
      </select>
      <div class="hint" id="where-hint">${t.whereHint}</div>
    </div>`
  }

  #itself(draft: Draft): TemplateResult {
    const t = texts()
    return html`<section class="card">
      <header><h2>${t.itself}</h2><p>${t.itselfText}</p></header>
      <div class="sides">
        <div class="fields">${this.#when(draft)} ${this.#who(draft)}</div>
        ${this.#preview(this.#result(draft))}
      </div>
    </section>`
  }

  #when(draft: Draft): TemplateResult {
    const t = texts()
    const saved = draftOf(this.#own)
    const above = this.#result({ ...draft, automatic: null, delay: '', text: '' })
    const single = this.site !== null
    return html`${choice<'on' | 'off' | 'inherited'>({
      name: 'automatic',
      label: t.state,
      hint: single ? t.stateInherited(above.automatic) : t.stateHint,
      value: draft.automatic === null ? 'inherited' : draft.automatic ? 'on' : 'off',
      options: [
        ...(single ? [{ value: 'inherited' as const, label: t.inherited }] : []),
        { value: 'on', label: t.on },
        { value: 'off', label: t.off },
      ],
      choose: (value) => this.#change({ automatic: value === 'inherited' ? null : value === 'on' }),
    })}
    ${field({
      name: 'delay',
      label: t.delay,
      hint: t.delayHint(formatNumber(never)),
      value: saved.delay,
      placeholder: above.delay,
      error: this.#form.error('delay'),
      inputmode: 'numeric',
    })}
    ${textField({
      name: 'text',
      label: t.text,
      hint: t.textHint,
      value: saved.text,
      placeholder: above.text,
      error: this.#form.error('text'),
    })}`
  }

  #preview({ text, name, photo }: Result): TemplateResult {
    const t = texts()
    return html`<aside aria-label=${t.preview}>
      <div class="label">${t.preview}</div>
      <rh-invitation-preview
        .text=${text}
        .name=${name || this.me.name}
        .photo=${name ? photo : this.me.photo}
        .spoken=${this.#language}
      ></rh-invitation-preview>
    </aside>`
  }

  #who(draft: Draft): TemplateResult {
    const t = texts()
    return html`${choice<Inviter>({
      name: 'inviter',
      label: t.who,
      hint: t.whoHint,
      value: draft.inviter,
      options: [
        ...(this.site === null ? [] : [{ value: 'inherited' as const, label: t.inherited }]),
        { value: 'operator', label: t.operator },
        { value: 'own', label: t.own },
      ],
      choose: (inviter) => this.#change({ inviter }),
    })}
    ${draft.inviter === 'own' ? this.#ownInviter(draft) : nothing}`
  }

  #ownInviter(draft: Draft): TemplateResult {
    const t = texts()
    return html`${field({
      name: 'name',
      label: t.name,
      hint: t.nameHint,
      value: draftOf(this.#own).name,
      error: this.#form.error('name') ?? this.#form.error('inviter'),
    })}
      <rh-photo-field
        .place=${this.#photoPlace}
        .name=${draft.name}
        .photo=${this.#own.photo}
      ></rh-photo-field>`
  }

  /** A photo is kept at once, apart from the form. */
  readonly #photoPlace: PhotoPlace = {
    set: async (photo) => this.#kept(await api.setInviterPhoto(this.site ?? 'account', photo)),
    remove: async () => this.#kept(await api.removeInviterPhoto(this.site ?? 'account')),
  }

  #kept(own: OwnInvitations): OwnInvitations {
    this.#keep(own)
    return own
  }

  #manual(draft: Draft): TemplateResult {
    const t = texts()
    const above = this.#result({ ...draft, manual: '' })
    return html`<section class="card">
      <header><h2>${t.manual}</h2><p>${t.manualText}</p></header>
      <div class="fields">
        ${textField({
          name: 'manual',
          label: t.manualLabel,
          hint: t.manualHint,
          value: draftOf(this.#own).manual,
          placeholder: above.manual,
          error: this.#form.error('manual'),
        })}
      </div>
    </section>`
  }
}

customElements.define('rh-invitations', Invitations)
