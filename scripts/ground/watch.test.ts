import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchTrees } from './watch.mjs'

let folder: string
let told: Set<string>
let end: () => void

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redhelper-watch-'))
  mkdirSync(join(folder, 'a/b'), { recursive: true })
  writeFileSync(join(folder, 'a/b/file'), '')
  told = new Set()
  end = watchTrees([folder, join(folder, 'missing')], (path) => told.add(path.slice(folder.length + 1)))
})
afterEach(() => {
  end()
  rmSync(folder, { recursive: true, force: true })
})

/** Does it, and waits until it is told. */
const tells = async (path: string, action: () => void) => {
  told.clear()
  action()
  await vi.waitFor(() => expect(told).toContain(path), 10_000)
}
const write = (path: string) => () => writeFileSync(join(folder, path), String(Math.random()))

it('tells of a file deep below, again and again', async () => {
  await tells('a/b/file', write('a/b/file'))
  await tells('a/b/file', write('a/b/file'))
})

it('tells of a file that was moved away and written anew', async () => {
  for (const _ of [1, 2]) {
    await tells('a/b/file', () => renameSync(join(folder, 'a/b/file'), join(folder, 'a/b/file~')))
    await tells('a/b/file', write('a/b/file'))
    await tells('a/b/file', write('a/b/file'))
  }
})

it('tells of what is in a new folder, also one that took the place of another', async () => {
  for (const _ of [1, 2]) {
    await tells('new/below/file', () => {
      mkdirSync(join(folder, 'new/below'), { recursive: true })
      write('new/below/file')()
    })
    await tells('new/below/file', write('new/below/file'))
    await tells('new', () => renameSync(join(folder, 'new'), join(folder, `old${Math.random()}`)))
  }
})

it('goes on when a folder is removed', async () => {
  await tells('a', () => rmSync(join(folder, 'a'), { recursive: true }))
  await tells('file', write('file'))
})
