import { css, html, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { choice, choiceStyles } from '../../console/ui/choice.ts'
import { controls } from '../../console/ui/controls.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import type { WidgetSettings } from '../../engine/protocol/frames.ts'
import { address, type FromFrame, type Scene, type Shown } from '../../widget/preview/messages.ts'

const texts = defineTexts({
  ru: {
    frame: 'Виджет на примере страницы',
    scene: 'Как это выглядит',
    scenes: {
      button: 'Кнопка',
      invitation: 'Приглашение',
      chat: 'Окно',
      typing: 'Разговор',
      offline: 'Форма',
      waiting: 'Ожидание',
    },
    screen: 'Экран',
    screens: { desktop: 'Компьютер', phone: 'Телефон' },
    drag: 'Кнопку можно передвинуть мышью вдоль края.',
  },
  en: {
    frame: 'The widget on an example page',
    scene: 'What it looks like',
    scenes: {
      button: 'Button',
      invitation: 'Invitation',
      chat: 'Window',
      typing: 'Talk',
      offline: 'Form',
      waiting: 'Waiting',
    },
    screen: 'Screen',
    screens: { desktop: 'Desktop', phone: 'Phone' },
    drag: 'The button can be dragged along its edge.',
  },
})

type Screen = 'desktop' | 'phone'

/** CSS pixels of the page in the frame, which is then made smaller as a whole: a window is as large as on a screen. */
const sizes: Readonly<Record<Screen, { width: number; height: number }>> = {
  desktop: { width: 760, height: 660 },
  phone: { width: 390, height: 740 },
}
/** What stands over it and below, in a window that is no higher than it has to be. */
const around = 400
const least = 320

/**
 * The real widget in a frame, as the settings make it, while they are typed. It talks to no engine.
 * Event: `rh-offset` (percent along its edge) when the button is dragged there.
 */
export class WidgetPreview extends UiElement {
  static override styles = [
    controls,
    choiceStyles,
    css`
      :host {
        display: grid;
        gap: var(--rh-3);
        min-width: 0;
      }
      .screen {
        overflow: hidden;
        justify-self: center;
        width: var(--width);
        height: var(--height);
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius-card);
        background: #fff;
      }
      .phone {
        border-radius: 22px;
      }
      iframe {
        display: block;
        border: 0;
        transform: scale(var(--scale));
        transform-origin: 0 0;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--rh-2) var(--rh-4);
      }
      .bar fieldset + fieldset legend {
        position: absolute;
        clip-path: inset(50%);
      }
      .hint {
        color: var(--rh-text-3);
        font-size: var(--rh-text-s);
      }
    `,
  ]

  @property({ attribute: false }) settings!: WidgetSettings
  @property({ attribute: false }) person: Shown['person'] = { name: '', photo: null }
  @property({ attribute: false }) invitation: Shown['invitation'] = { text: '', name: '', photo: null }
  @property({ attribute: false }) waiting: Shown['waiting'] = { hold: null, lead: null }
  /** What can be shown. */
  @property({ attribute: false }) scenes: ReadonlyArray<Scene> = ['button', 'invitation', 'chat', 'typing']
  /** What is shown first. */
  @property() scene: Scene = 'button'
  /** Is the button's offset to be set here? */
  @property({ type: Boolean }) movable = false
  @state() private screen: Screen = 'desktop'
  @query('iframe') private frame!: HTMLIFrameElement
  @query('.screen') private box!: HTMLElement
  #ready = false
  #sent = ''
  readonly #room = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(() => this.#fit())

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('message', this.#hear)
    addEventListener('resize', this.#fit)
    this.#room?.observe(this)
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('message', this.#hear)
    removeEventListener('resize', this.#fit)
    this.#room?.disconnect()
    // Put back, the frame loads anew.
    this.#ready = false
    this.#sent = ''
  }

  readonly #hear = ({ source, origin, data }: MessageEvent): void => {
    if (source === null || source !== this.frame?.contentWindow || origin !== location.origin) return
    const message = data as FromFrame | null
    if (message?.kind === 'redhelper-ready') {
      this.#ready = true
      this.#sent = ''
      this.#tell()
    } else if (message?.kind === 'redhelper-offset') {
      this.dispatchEvent(new CustomEvent('rh-offset', { detail: message.offset }))
    }
  }

  #tell(): void {
    if (!this.#ready || !this.settings) return
    const { settings, scene, person, invitation, waiting } = this
    const shown: Shown = { kind: 'redhelper-show', settings, scene, person, invitation, waiting }
    const text = JSON.stringify(shown)
    if (text === this.#sent) return
    this.#sent = text
    this.frame.contentWindow?.postMessage(shown, location.origin)
  }

  /** By the object model: no inline styles. */
  readonly #fit = (): void => {
    if (!this.box) return
    const { width, height } = sizes[this.screen]
    const room = this.clientWidth || width
    const tallest = Math.max(least, innerHeight - around)
    const scale = Math.min(1, (room - 2) / width, tallest / height)
    Object.assign(this.frame.style, { width: `${width}px`, height: `${height}px` })
    const { style } = this.box
    style.setProperty('--scale', String(scale))
    style.setProperty('--width', `${Math.floor(width * scale)}px`)
    style.setProperty('--height', `${Math.floor(height * scale)}px`)
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    this.#fit()
    this.#tell()
  }

  protected override render() {
    const t = texts()
    return html`<div class="bar">
        ${choice<Scene>({
          name: 'scene',
          label: t.scene,
          value: this.scene,
          options: this.scenes.map((value) => ({ value, label: t.scenes[value] })),
          choose: (scene) => {
            this.scene = scene
          },
        })}
        ${choice<Screen>({
          name: 'screen',
          label: t.screen,
          value: this.screen,
          options: (['desktop', 'phone'] as const).map((value) => ({ value, label: t.screens[value] })),
          choose: (screen) => {
            this.screen = screen
          },
        })}
      </div>
      <div class="screen ${this.screen}"><iframe src=${address} title=${t.frame}></iframe></div>
      ${this.movable && this.screen === 'desktop' ? html`<div class="hint">${t.drag}</div>` : ''}`
  }
}

customElements.define('rh-widget-preview', WidgetPreview)
