/** The rows, for people. */
import type { Row } from './rows/Row.ts'

const heads = ['', 'unit', 'engine', 'references', 'ratio', 'to reach', 'spread']

export const printed = (rows: ReadonlyArray<Row>): string => {
  const lines = [heads, ...rows.map(cells)]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const cells = ({ name, unit, engine, references, ratio, target, spread }: Row): ReadonlyArray<string> => [
  name,
  unit,
  short(engine),
  Object.entries(references)
    .map(([reference, value]) => `${reference} ${short(value)}`)
    .join(', '),
  ratio === null ? '' : ratio.toFixed(2),
  target === null || ratio === null ? '' : `<= ${target.toFixed(2)} ${ratio <= target ? 'yes' : 'NO'}`,
  spread === null ? '' : `${Math.round(spread * 100)} %`,
]

const short = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
