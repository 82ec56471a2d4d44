import { css, html, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { api, failureOf } from '../../console/ui/api.ts'
import '../../console/ui/avatar.ts'
import { controls } from '../../console/ui/controls.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { notice, stateStyles } from '../../console/ui/states.ts'
import './cropper.ts'
import type { Cropper } from './cropper.ts'
import { encode, type PhotoRefusal, photoRefusal, photoSize } from './photo.ts'

const texts = defineTexts({
  ru: {
    label: 'Фотография',
    hint: 'Её видят посетители в чате.',
    choose: 'Выбрать файл',
    replace: 'Заменить',
    remove: 'Убрать',
    save: 'Сохранить фото',
    cancel: 'Отмена',
    svg: 'SVG не подойдёт: такой файл может содержать программу. Нужна фотография PNG, JPEG или WebP.',
    otherFormat: 'Этот файл не подойдёт. Нужна фотография PNG, JPEG или WebP.',
    tooLarge: 'Файл больше 512 КБ. Уменьшите его или выберите другой.',
    unreadable: 'Файл не открылся: возможно, он повреждён или слишком велик. Выберите другой.',
  },
  en: {
    label: 'Photo',
    hint: 'Visitors see it in the chat.',
    choose: 'Choose a file',
    replace: 'Replace',
    remove: 'Remove',
    save: 'Save photo',
    cancel: 'Cancel',
    svg: 'SVG will not do: such a file can carry a program. A PNG, JPEG or WebP photo is needed.',
    otherFormat: 'This file will not do. A PNG, JPEG or WebP photo is needed.',
    tooLarge: 'The file is larger than 512 KB. Make it smaller, or choose another one.',
    unreadable: 'The file did not open: it may be damaged or too large. Choose another one.',
  },
})

/** Where a photo is kept. */
export interface PhotoPlace {
  readonly set: (photo: Blob) => Promise<Kept>
  /** Null: what is shown stands elsewhere, and is not to be taken away here. */
  readonly remove: (() => Promise<Kept>) | null
}
interface Kept {
  readonly photo: string | null
}

/**
 * An operator's photo, or that of `place`: choose, cut a square, save, remove. Works at once, apart from the form around it.
 * @event rh-photo - detail: the new address of the photo, or null.
 */
export class PhotoField extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    css`
      :host {
        display: grid;
        gap: var(--rh-3);
      }
      .now {
        display: flex;
        align-items: center;
        gap: var(--rh-4);
        --size: 4rem;
      }
      .now > div {
        display: grid;
        gap: var(--rh-2);
      }
      .hint {
        font-size: var(--rh-text-s);
        color: var(--rh-text-3);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--rh-2);
      }
      .whole {
        flex: none;
        width: 7rem;
        height: 4rem;
        display: grid;
        place-items: center;
        padding: var(--rh-1);
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius);
        background: var(--rh-sunken);
        color: var(--rh-text-3);
      }
      .whole img {
        max-width: 100%;
        max-height: 3.375rem;
        object-fit: contain;
      }
      .centre {
        justify-content: center;
      }
    `,
  ]

  @property() operator = ''
  /** Elsewhere than with an operator. */
  @property({ attribute: false }) place: PhotoPlace | undefined
  /** What it is called; a photo otherwise. */
  @property() label = ''
  @property() hint = ''
  /** As it is, not cut to a square. */
  @property({ type: Boolean }) whole = false
  @property() name = ''
  @property() photo: string | null = null
  /** A picture is being cut: what stands around may step back. */
  @property({ type: Boolean, reflect: true }) cropping = false
  @state() private picture: ImageBitmap | undefined
  @state() private problem: string | PhotoRefusal | 'tooLarge' | undefined
  @state() private busy = false
  @query('rh-cropper') private cropper!: Cropper | null
  @query('input') private input!: HTMLInputElement

  protected override willUpdate(): void {
    this.cropping = this.picture !== undefined
  }

  async #chosen(): Promise<void> {
    const file = this.input.files?.[0]
    this.input.value = ''
    if (!file) return
    this.problem = (await photoRefusal(file)) ?? undefined
    if (this.problem) return
    if (this.whole) {
      if (file.size > photoSize) this.problem = 'tooLarge'
      else await this.#change(() => this.#put(file))
      return
    }
    try {
      this.picture = await createImageBitmap(file)
      await this.updateComplete
      await this.cropper?.updateComplete
      this.cropper?.focus()
    } catch {
      this.problem = 'unreadable'
    }
  }

  async #cancel(): Promise<void> {
    this.picture?.close()
    this.picture = undefined
    this.problem = undefined
    await this.#focusChoice()
  }

  async #remove(): Promise<void> {
    const remove = this.place?.remove ?? (() => api.removePhoto(this.operator))
    if (await this.#change(remove)) await this.#focusChoice()
  }

  // The button that had the focus is gone: back to where a file is chosen.
  async #focusChoice(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.actions .button')?.focus()
  }

  async #save(): Promise<void> {
    const canvas = this.cropper?.canvas()
    const blob = canvas && (await encode(canvas))
    if (!blob) this.problem = 'unreadable'
    else if (await this.#change(() => this.#put(blob))) await this.#cancel()
  }

  #put(photo: Blob): ReturnType<PhotoPlace['set']> {
    return this.place === undefined ? api.setPhoto(this.operator, photo) : this.place.set(photo)
  }

  get #removable(): boolean {
    return this.photo !== null && this.place?.remove !== null
  }

  async #change(act: () => Promise<Kept>): Promise<boolean> {
    this.busy = true
    this.problem = undefined
    try {
      const { photo } = await act()
      this.photo = photo
      this.dispatchEvent(new CustomEvent('rh-photo', { detail: photo }))
      return true
    } catch (error) {
      this.problem = failureText(failureOf(error))
      return false
    } finally {
      this.busy = false
    }
  }

  protected override render() {
    const t = texts()
    const { svg, otherFormat, unreadable, tooLarge } = t
    const words: Record<string, string> = { svg, otherFormat, unreadable, tooLarge }
    return html`${this.picture ? this.#cropping(this.picture) : this.#present()}
      <input
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        aria-label=${this.label || t.label}
        @change=${this.#chosen}
      />
      ${this.problem === undefined ? '' : notice('bad', words[this.problem] ?? this.problem)}`
  }

  #present(): TemplateResult {
    const t = texts()
    return html`<div class="now">
      ${this.whole ? this.#whole() : html`<rh-avatar .name=${this.name} .photo=${this.photo}></rh-avatar>`}
      <div>
        <div>
          <div class="label">${this.label || t.label}</div>
          <div class="hint">${this.hint || t.hint}</div>
        </div>
        <div class="actions">
          <button class="button small" type="button" ?disabled=${this.busy} @click=${() => this.input.click()}>
            ${icon('image-plus', { size: 14 })}${this.photo ? t.replace : t.choose}
          </button>
          ${
            this.#removable
              ? html`<button
                  class="button small plain"
                  type="button"
                  ?disabled=${this.busy}
                  @click=${this.#remove}
                >
                  ${t.remove}
                </button>`
              : ''
          }
        </div>
      </div>
    </div>`
  }

  #whole(): TemplateResult {
    return html`<div class="whole">
      ${this.photo ? html`<img src=${this.photo} alt="" />` : icon('image-plus', { size: 20 })}
    </div>`
  }

  #cropping(picture: ImageBitmap): TemplateResult {
    const t = texts()
    return html`<rh-cropper .picture=${picture}></rh-cropper>
      <div class="actions centre">
        <button class="button small" type="button" @click=${this.#cancel}>${t.cancel}</button>
        <button class="button small primary" type="button" ?disabled=${this.busy} @click=${this.#save}>${t.save}</button>
      </div>`
  }
}

customElements.define('rh-photo-field', PhotoField)
