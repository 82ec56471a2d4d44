/** The field for the password that one has, by which one is known before something of weight is changed (A6). */
import type { TemplateResult } from 'lit'
import { field } from '../console/ui/field.ts'
import type { FieldWords, FormState } from '../console/ui/form.ts'
import { defineTexts } from '../console/ui/i18n.ts'

const texts = defineTexts({
  ru: { label: 'Текущий пароль', wrong: 'Текущий пароль не подходит.' },
  en: { label: 'Current password', wrong: 'The current password is wrong.' },
})

const name = 'currentPassword'

export const currentPassword = (form: FormState): TemplateResult =>
  field({
    name,
    type: 'password',
    label: texts().label,
    error: form.error(name),
    autocomplete: 'current-password',
    required: true,
  })

/** With the words for this field. */
export const withCurrentPassword =
  (others: FieldWords): FieldWords =>
  (field, problem) =>
    field === name && problem === 'wrong' ? texts().wrong : others(field, problem)
