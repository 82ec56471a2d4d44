import { copy } from '../ui/copy.ts'
import { defineTexts } from '../ui/i18n.ts'
import { toast } from '../ui/toast.ts'

const texts = defineTexts({
  ru: { copy: 'Скопировать', copied: 'Скопировано', notCopied: 'Браузер не дал скопировать' },
  en: { copy: 'Copy', copied: 'Copied', notCopied: 'The browser did not allow to copy' },
})

export const copyWord = (): string => texts().copy

/** Puts text on the clipboard and says so. */
export const toClipboard = async (text: string): Promise<void> => {
  if (await copy(text)) toast(texts().copied)
  else toast(texts().notCopied, 'bad')
}
