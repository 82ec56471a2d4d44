/** What the operator wanted was not done: he is told why. */
import type { Refusal } from '../../engine/protocol/frames.ts'
import { toast } from '../ui/toast.ts'
import { refusalWord } from './line-words.ts'
import { workplaceTexts as texts } from './workplace-texts.ts'

export const notDone = (why: Refusal | 'lost' = 'lost'): void =>
  toast(why === 'lost' ? texts().notDone : refusalWord(why), 'bad')
