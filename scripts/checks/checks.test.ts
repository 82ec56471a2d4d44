import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { overBudget } from './budgets.mjs'
import { cycles, wrongWays } from './layers.mjs'
import { isFree } from './licences.mjs'
import { imports, importsIn } from './sources.mjs'

/** A checkout of a few files. */
const checkout = (files: Record<string, string>) => {
  const root = mkdtempSync(join(tmpdir(), 'redhelper-checks-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return imports(root)
}

describe('imports of a file', () => {
  test.each([
    ["import { a } from './a.ts'", 'x/a.ts', false],
    ["import './a.ts'", 'x/a.ts', false],
    ["import type { A } from '../y/a.ts'", 'y/a.ts', true],
    ["import {\n  a,\n  type B,\n} from './a.ts'", 'x/a.ts', false],
    ["export * from './a.ts'", 'x/a.ts', false],
    ["export type { A } from './a.ts'", 'x/a.ts', true],
    ["const chat = () => import('./a.ts')", 'x/a.ts', false],
  ])('%s', (text, to, typeOnly) => {
    expect(importsIn('x/x.ts', text)).toEqual([{ from: 'x/x.ts', to, typeOnly }])
  })
  test.each([
    "import { html } from 'lit'",
    "// import { a } from './a.ts'",
    "/**\n * import('./a.ts')\n */",
    "export const from = './a.ts'",
  ])('%s is none', (text) => {
    expect(importsIn('x/x.ts', text)).toEqual([])
  })
})

describe('direction', () => {
  test.each([
    ['engine/store/Log.ts', "import { a } from '../domain/a.ts'"],
    ['engine/edge/edge.ts', "import { a } from '../actors/a.ts'"],
    ['engine/main.ts', "import { a } from './edge/a.ts'"],
    ['widget/loader.ts', "import type { A } from '../engine/protocol/frames.ts'"],
    ['widget/loader.ts', "import { a } from '../engine/protocol/client/a.ts'"],
    ['console/desk/a.ts', "import { a } from '../ui/a.ts'"],
    ['cabinet/a.ts', "import { a } from '../console/ui/a.ts'"],
    ['cabinet/a.ts', "import type { Api } from '../engine/api/Api.ts'"],
  ])('%s: %s', (path, text) => {
    expect(wrongWays(importsIn(path, text))).toEqual([])
  })
  test.each([
    ['engine/domain/a.ts', "import { a } from '../store/a.ts'"],
    ['engine/domain/a.ts', "import type { A } from '../protocol/frames.ts'"],
    ['engine/store/a.ts', "import { a } from '../actors/a.ts'"],
    ['engine/actors/a.ts', "import { a } from '../edge/a.ts'"],
    ['engine/api/a.ts', "import { a } from '../http/a.ts'"],
    ['engine/protocol/client/a.ts', "import { a } from '../frames.ts'"],
    ['widget/a.ts', "import { a } from '../engine/protocol/frames.ts'"],
    ['widget/a.ts', "import { a } from '../console/ui/a.ts'"],
    ['console/a.ts', "import { Api } from '../engine/api/Api.ts'"],
    ['console/a.ts', "import { a } from '../cabinet/a.ts'"],
    ['console/ui/a.ts', "import { a } from '../desk/a.ts'"],
    ['cabinet/a.ts', "import { a } from '../console/desk/a.ts'"],
    ['engine/main.ts', "import { a } from '../scripts/a.mjs'"],
  ])('%s: %s is refused', (path, text) => {
    expect(wrongWays(importsIn(path, text))).toHaveLength(1)
  })
})

describe('cycles', () => {
  it('fails on a cycle at run time, through any number of files', () => {
    const found = checkout({
      'engine/a.ts': "import { b } from './b.ts'",
      'engine/b.ts': "import { c } from './c.ts'",
      'engine/c.ts': "export * from './a.ts'",
      'engine/main.ts': "import './a.ts'",
    })
    expect(cycles(found)).toEqual(['engine/a.ts → engine/b.ts → engine/c.ts → engine/a.ts'])
  })
  it('lets a cycle of types be, and a diamond', () => {
    const found = checkout({
      'engine/a.ts': "import { b } from './b.ts'\nimport { c } from './c.ts'",
      'engine/b.ts': "import type { A } from './a.ts'\nimport { d } from './d.ts'",
      'engine/c.ts': "import { d } from './d.ts'",
      'engine/d.ts': '',
    })
    expect(found).toHaveLength(5)
    expect(cycles(found)).toEqual([])
  })
  it('leaves tests out', () => {
    expect(checkout({ 'engine/a.test.ts': "import { a } from './a.ts'", 'engine/a.ts': '' })).toEqual([])
  })
})

describe('licences', () => {
  test.each(['MIT', '(MIT OR GPL-3.0)', 'BSD-3-Clause AND MIT', 'OFL-1.1'])('%s is free', (licence) => {
    expect(isFree(licence)).toBe(true)
  })
  test.each(['GPL-3.0', 'AGPL-3.0-or-later', 'MIT AND GPL-2.0', 'UNLICENSED', ''])('%s is not', (licence) => {
    expect(isFree(licence)).toBe(false)
  })
})

describe('budgets', () => {
  const within = {
    loader: 4096,
    chat: 22_528,
    invitation: 3072,
    commands: 2048,
    offers: 2048,
    forms: 6144,
    departments: 1536,
    'protocol client': 2560,
  }
  it('holds at the limit', () => {
    expect(overBudget(within)).toEqual([])
  })
  test.each([
    'loader',
    'chat',
    'invitation',
    'commands',
    'offers',
    'forms',
    'departments',
    'protocol client',
  ] as const)('%s is too big by one byte, or missing', (part) => {
    expect(overBudget({ ...within, [part]: within[part] + 1 })).toHaveLength(1)
    const { [part]: _, ...others } = within
    expect(overBudget(others)).toEqual([`${part}: was not built`])
  })
})
