/**
 * A letter as HTML, for mail programs: tables and styles in place, since many know nothing else; no picture, no
 * script, nothing fetched. Programs that know dark mode get our dark colours, the others invert light ones that bear it.
 */
import type { Content, Part, Said } from '../domain/letter.ts'

const font =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const light = {
  page: '#f4f4f5',
  sheet: '#ffffff',
  line: '#e4e4e7',
  text: '#27272a',
  quiet: '#63636b',
  accent: '#c8321f',
  onAccent: '#ffffff',
  theirs: '#f4f4f5',
  ours: '#e8f1fc',
}
const dark: Record<keyof typeof light, string> = {
  page: '#18181b',
  sheet: '#222225',
  line: '#3f3f46',
  text: '#ececee',
  quiet: '#a9a9b2',
  accent: '#c8321f',
  onAccent: '#ffffff',
  theirs: '#2e2e33',
  ours: '#1f3248',
}

/** The same in a style sheet, for programs that ask it: by class, since a style in place goes before all others. */
const darkSheet = [
  `.page{background:${dark.page}!important}`,
  `.sheet{background:${dark.sheet}!important;border-color:${dark.line}!important}`,
  `.text{color:${dark.text}!important}`,
  `.quiet{color:${dark.quiet}!important}`,
  `.line{border-color:${dark.line}!important}`,
  `.theirs{background:${dark.theirs}!important}`,
  `.ours{background:${dark.ours}!important}`,
  `.link{color:${dark.text}!important}`,
].join('')

/** @param address of a path of this engine */
export const htmlOf = (
  { language, title, parts }: Content,
  subject: string,
  address: (path: string) => string,
): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${darkSheet}}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${light.page}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:${light.page}">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:${light.sheet};border:1px solid ${light.line};border-radius:12px">
<tr><td class="text" style="padding:28px 28px 24px;${font};font-size:15px;line-height:1.5;color:${light.text}">
<h1 class="text" style="margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:600;color:${light.text};overflow-wrap:anywhere">${escaped(title)}</h1>
${parts.map((part) => partHtml(part, address)).join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`

const partHtml = (part: Part, address: (path: string) => string): string => {
  switch (part.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px;overflow-wrap:anywhere">${lines(part.text)}</p>`
    case 'quote':
      return `<div class="theirs" style="margin:0 0 16px;padding:12px 16px;border-radius:10px;background:${light.theirs};overflow-wrap:anywhere">${lines(part.text)}</div>`
    case 'facts':
      return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px">${part.facts.map(([label, value]) => factHtml(label, typeof value === 'string' ? value : address(value.path))).join('')}</table>`
    case 'button':
      return buttonHtml(part.label, address(part.to))
    case 'talk':
      return part.said.map(saidHtml).join('\n')
    case 'note':
      return `<p class="quiet line" style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid ${light.line};font-size:13px;line-height:1.45;color:${light.quiet};overflow-wrap:anywhere">${lines(part.text)}</p>`
  }
}

const factHtml = (label: string, value: string): string =>
  `<tr><td class="quiet" valign="top" style="padding:3px 16px 3px 0;${font};font-size:14px;line-height:1.45;color:${light.quiet}">${escaped(label)}</td><td class="text" valign="top" style="padding:3px 0;${font};font-size:14px;line-height:1.45;color:${light.text};overflow-wrap:anywhere;word-break:break-word">${linked(value)}</td></tr>`

const buttonHtml = (label: string, to: string): string =>
  `<p style="margin:20px 0"><a href="${escaped(to)}" style="display:inline-block;padding:11px 20px;border-radius:8px;background:${light.accent};color:${light.onAccent};font-weight:600;text-decoration:none">${escaped(label)}</a></p>
<p class="quiet" style="margin:0 0 16px;font-size:13px;line-height:1.45;color:${light.quiet};overflow-wrap:anywhere;word-break:break-all">${escaped(to)}</p>`

const saidHtml = ({ who, at, text, own }: Said): string =>
  `<div style="margin:0 0 12px"><div class="quiet" style="margin:0 0 3px;font-size:13px;color:${light.quiet}">${escaped(who)} · ${escaped(at)}</div><div class="${own ? 'ours' : 'theirs'}" style="padding:10px 14px;border-radius:10px;background:${own ? light.ours : light.theirs};overflow-wrap:anywhere">${lines(text)}</div></div>`

/** Only whole values, and only what a browser would open anyway: what people wrote is not made more dangerous. */
const linked = (value: string): string =>
  /^https?:\/\/[^\s<>"]+$/.test(value) && URL.canParse(value)
    ? `<a class="link" href="${escaped(value)}" style="color:${light.text}">${escaped(value)}</a>`
    : lines(value)

const lines = (text: string): string => escaped(text).replace(/\n/g, '<br>')

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign]!)
