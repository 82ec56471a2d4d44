/** What the cabinet and the frame that shows the widget in it tell each other, by `postMessage` within one origin. */
import type { Invitation, Person, WidgetSettings } from '../../engine/protocol/frames.ts'

/** The button alone, an invitation beside it, the window as a newcomer has it, a talk whose operator types. */
export type Scene = 'button' | 'invitation' | 'chat' | 'typing'

/** To the frame. */
export interface Shown {
  readonly kind: 'redhelper-show'
  readonly settings: WidgetSettings
  readonly scene: Scene
  /** Who answers. */
  readonly person: Pick<Person, 'name' | 'photo'>
  readonly invitation: Pick<Invitation, 'text' | 'name' | 'photo'>
}

/** From the frame: it wants to know what to show, or the launcher was dragged along its edge. */
export type FromFrame =
  | { readonly kind: 'redhelper-ready' }
  | { readonly kind: 'redhelper-offset'; readonly offset: number }

export const address = '/preview/'
