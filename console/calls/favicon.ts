/** The tab's icon: our bubble, with the number of unread messages, or lit orange while somebody begins to type. */

const red = '#cc1f30'
const orange = '#f0780a'
const size = 64
const drawn = new Map<string, string>()

export const showFavicon = (unread: number, lit: boolean): void => {
  const label = unread === 0 ? '' : unread > 9 ? '9+' : String(unread)
  const href = picture(label, lit)
  if (!href) return
  let link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (!link) {
    link = document.createElement('link')
    link.rel = 'icon'
    document.head.append(link)
  }
  if (link.href !== href) link.href = href
}

const picture = (label: string, lit: boolean): string | null => {
  const key = `${label}|${lit}`
  const known = drawn.get(key)
  if (known) return known
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const pen = canvas.getContext?.('2d')
  if (!pen) return null
  bubble(pen, lit ? orange : red)
  if (label === '') dots(pen)
  else number(pen, label)
  const href = canvas.toDataURL('image/png')
  drawn.set(key, href)
  return href
}

/** The bubble of `favicon.svg`, drawn on its 32 units. */
const outline =
  'M9 3h14a7 7 0 0 1 7 7v8a7 7 0 0 1-7 7h-6.2l-6.1 4.6A1.1 1.1 0 0 1 9 28.7V25A7 7 0 0 1 2 18v-8a7 7 0 0 1 7-7z'

const bubble = (pen: CanvasRenderingContext2D, colour: string): void => {
  pen.save()
  pen.scale(size / 32, size / 32)
  pen.fillStyle = colour
  pen.fill(new Path2D(outline))
  pen.restore()
}

const dots = (pen: CanvasRenderingContext2D): void => {
  pen.fillStyle = '#fff'
  for (const x of [21, 32, 43]) {
    pen.beginPath()
    pen.arc(x, 28, 4, 0, 2 * Math.PI)
    pen.fill()
  }
}

const number = (pen: CanvasRenderingContext2D, label: string): void => {
  pen.fillStyle = '#fff'
  pen.font = `700 ${label.length > 1 ? 34 : 42}px system-ui, sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(label, 32, 28)
}
