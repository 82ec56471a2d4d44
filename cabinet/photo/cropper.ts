import { css, html } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { controls } from '../../console/ui/controls.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { type Crop, dragged, wholeCrop, zoomed, zoomOf } from './crop.ts'
import { photoSide } from './photo.ts'

const texts = defineTexts({
  ru: { drag: 'Фотографию можно подвинуть и приблизить', zoom: 'Приближение' },
  en: { drag: 'The photo can be moved and zoomed', zoom: 'Zoom' },
})

/** Side of the frame on the screen, CSS px. */
const frame = 224

/** Cuts a square out of a picture: drag, wheel, slider, arrow keys. Ask `canvas()` for the result. */
export class Cropper extends UiElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--rh-3);
      }
      .frame {
        position: relative;
        width: 224px;
        height: 224px;
        border-radius: var(--rh-radius-card);
        overflow: hidden;
        cursor: grab;
        touch-action: none;
      }
      .frame:active {
        cursor: grabbing;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        background: var(--rh-sunken);
      }
      .frame::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: 50%;
        box-shadow: 0 0 0 9rem rgb(15 15 20 / 0.5), inset 0 0 0 2px rgb(255 255 255 / 0.9);
        pointer-events: none;
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        gap: var(--rh-2);
        width: 224px;
        color: var(--rh-text-3);
      }
      input {
        width: 100%;
        accent-color: var(--rh-accent);
      }
      p {
        font-size: var(--rh-text-s);
        color: var(--rh-text-3);
      }
    `,
  ]

  @property({ attribute: false }) picture!: ImageBitmap
  @state() private crop!: Crop
  @query('canvas') private view!: HTMLCanvasElement
  #held: { x: number; y: number } | undefined

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('picture')) this.crop = wholeCrop(this.picture)
  }

  protected override updated(): void {
    const dense = Math.min(devicePixelRatio || 1, 2)
    this.view.width = frame * dense
    this.view.height = frame * dense
    this.#draw(this.view)
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.frame')?.focus()
  }

  /** The chosen square, at the size in which photos are kept. */
  canvas(): HTMLCanvasElement {
    const canvas = document.createElement('canvas')
    canvas.width = photoSide
    canvas.height = photoSide
    this.#draw(canvas)
    return canvas
  }

  #draw(canvas: HTMLCanvasElement): void {
    const context = canvas.getContext('2d')
    if (!context) return
    const { x, y, side } = this.crop
    // Photos have no transparent parts: what was transparent becomes white.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(this.picture, x - side / 2, y - side / 2, side, side, 0, 0, canvas.width, canvas.height)
  }

  #down(event: PointerEvent): void {
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    this.#held = { x: event.clientX, y: event.clientY }
  }

  #move(event: PointerEvent): void {
    if (!this.#held) return
    const { x, y } = this.#held
    this.#held = { x: event.clientX, y: event.clientY }
    this.crop = dragged(this.crop, event.clientX - x, event.clientY - y, frame, this.picture)
  }

  #up(): void {
    this.#held = undefined
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault()
    this.crop = zoomed(this.crop, zoomOf(this.crop, this.picture) - event.deltaY / 800, this.picture)
  }

  #key(event: KeyboardEvent): void {
    const step = event.shiftKey ? 24 : 6
    const by = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[
      event.key
    ]
    if (!by) return
    event.preventDefault()
    this.crop = dragged(this.crop, by[0]!, by[1]!, frame, this.picture)
  }

  protected override render() {
    const t = texts()
    return html`<div
        class="frame"
        tabindex="0"
        role="application"
        aria-label=${t.drag}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @wheel=${this.#wheel}
        @keydown=${this.#key}
      >
        <canvas></canvas>
      </div>
      <label>
        ${icon('zoom-out')}
        <input
          type="range"
          min="0"
          max="1"
          step="0.01"
          aria-label=${t.zoom}
          .value=${String(zoomOf(this.crop, this.picture))}
          @input=${(event: Event) => (this.crop = zoomed(this.crop, (event.target as HTMLInputElement).valueAsNumber, this.picture))}
        />
        ${icon('zoom-in')}
      </label>
      <p>${t.drag}</p>`
  }
}

customElements.define('rh-cropper', Cropper)
declare global {
  interface HTMLElementTagNameMap {
    'rh-cropper': Cropper
  }
}
