import { html, nothing } from 'lit'
import { ApiError, api, failureOf } from '../../console/ui/api.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { notice } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { pageStyles } from '../page-styles.ts'

const texts = defineTexts({
  ru: {
    title: 'Стереть данные посетителя',
    text: 'По его просьбе: все диалоги с ответами операторов, комментарии, страницы, адреса и имя. Номер посетителя виден в его карточке в консоли, там же есть и эта кнопка.',
    number: 'Номер посетителя',
    none: 'Посетителя с таким номером нет.',
    submit: 'Стереть данные…',
    sure: (number: string) => `Стереть всё о посетителе ${number}?`,
    what: 'Данные исчезнут сразу и у всех, вернуть их нельзя. Если он напишет снова, это будет новый посетитель.',
    verb: 'Стереть навсегда',
    done: (number: string) => `Посетитель ${number} стёрт`,
  },
  en: {
    title: 'Erase a visitor’s data',
    text: 'At their request: all dialogues with the answers of operators, comments, pages, addresses and the name. The visitor’s number stands in the card in the console, with this button, too.',
    number: 'Visitor’s number',
    none: 'There is no visitor with this number.',
    submit: 'Erase the data…',
    sure: (number: string) => `Erase everything of visitor ${number}?`,
    what: 'The data goes at once and for everybody, and cannot be brought back. Whoever writes again is a new visitor.',
    verb: 'Erase for ever',
    done: (number: string) => `Visitor ${number} is erased`,
  },
})

/** Somebody who may have left long ago is erased by his number; who is here, from his card in the console. */
export class EraseVisitor extends UiElement {
  static override styles = pageStyles
  readonly #form = new FormState(this, (_, problem) => (problem === 'wrong' ? texts().none : undefined))

  readonly #submit = this.#form.submit(
    async ({ number = '' }) => ((await sure(number)) ? erased(number.trim()) : null),
    (number) => {
      if (number === null) return
      this.shadowRoot?.querySelector('form')?.reset()
      toast(texts().done(number))
    },
  )

  protected override render() {
    const t = texts()
    const form = this.#form
    return html`<section class="card">
      <header><h2>${t.title}</h2><p>${t.text}</p></header>
      <form class="fields" novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
        ${form.message ? notice('bad', form.message) : nothing}
        ${field({ name: 'number', label: t.number, error: form.error('number'), autocomplete: 'off', required: true })}
        <div class="actions">
          <button class="button danger" type="submit" aria-busy=${form.busy}>${t.submit}</button>
        </div>
      </form>
    </section>`
  }
}

const sure = (number: string): Promise<boolean> => {
  const t = texts()
  return confirm({ title: t.sure(number.trim()), text: t.what, verb: t.verb })
}

const erased = async (number: string): Promise<string> => {
  try {
    await api.eraseVisitor(number)
    return number
  } catch (error) {
    if (failureOf(error)._tag !== 'NotFound') throw error
    throw new ApiError({ _tag: 'Invalid', fields: { number: 'wrong' } })
  }
}

customElements.define('rh-erase-visitor', EraseVisitor)
