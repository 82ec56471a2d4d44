/** What the cabinet and the frame that shows the widget in it tell each other, by `postMessage` within one origin. */
import type { Invitation, Person, WidgetSettings } from '../../engine/protocol/frames.ts'

/**
 * The button alone, an invitation beside it, the window as a newcomer has it, a talk whose operator types; the form while
 * nobody is there, a talk in which nobody answers.
 */
export type Scene = 'button' | 'invitation' | 'chat' | 'typing' | 'offline' | 'waiting'

/** To the frame. */
export interface Shown {
  readonly kind: 'redhelper-show'
  readonly settings: WidgetSettings
  readonly scene: Scene
  /** Who answers. */
  readonly person: Pick<Person, 'name' | 'photo'>
  readonly invitation: Pick<Invitation, 'text' | 'name' | 'photo'>
  /** What a talk says in which nobody answers: to wait, and that contacts are asked for; null: nothing. */
  readonly waiting: { readonly hold: string | null; readonly lead: string | null }
}

/** From the frame: it wants to know what to show, or the launcher was dragged along its edge. */
export type FromFrame =
  | { readonly kind: 'redhelper-ready' }
  | { readonly kind: 'redhelper-offset'; readonly offset: number }

export const address = '/preview/'
