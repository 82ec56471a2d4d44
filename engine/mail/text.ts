/** A letter as plain text: for whoever reads so, and for the cabinet. */
import type { Content, Part } from '../domain/letter.ts'

/** @param address of a path of this engine; what it gives is read by a person. */
export const textOf = ({ title, parts }: Content, address: (path: string) => string): string =>
  [title, ...parts.map((part) => partText(part, address))].join('\n\n').concat('\n')

const partText = (part: Part, address: (path: string) => string): string => {
  switch (part.kind) {
    case 'paragraph':
      return part.text
    case 'quote':
      return part.text.replace(/^/gm, '> ')
    case 'facts':
      return part.facts
        .map(([label, value]) => `${label}: ${typeof value === 'string' ? value : address(value.path)}`)
        .join('\n')
    case 'button':
      return `${part.label}:\n${address(part.to)}`
    case 'talk':
      return part.said.map(({ who, at, text }) => `${who}, ${at}\n${text}`).join('\n\n')
    case 'note':
      // What mail programs know as the beginning of a signature, and show more quietly.
      return `-- \n${part.text}`
  }
}
