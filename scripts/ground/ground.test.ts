import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { root } from '../build/root.mjs'
import { chromiumHere } from './chromium.mjs'
import { agrees, cure } from './modules.mjs'
import { nodeProblem } from './node-version.mjs'
import { directoryProblem, platformProblem, portOf, portProblem } from './preflight.mjs'
import { countOf } from './proof.mjs'

describe('Node versions', () => {
  test.each(['20.19.0', '20.20.2', '22.12.0', '22.23.3'])('%s does', (version) => {
    expect(nodeProblem(version)).toBeNull()
  })
  test.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.1.0', '24.0.0', '26.1.0', ''])(
    '%s does not',
    (version) => {
      expect(nodeProblem(version)).toContain(`this is Node ${version}.`)
    },
  )
})

describe('every command refuses a wrong Node before it does anything', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const files = Object.values<string>(scripts).flatMap((command) => command.match(/scripts\/\S+\.mjs/) ?? [])
  test.each(files)('%s', (file) => {
    const imported = readFileSync(join(root, file), 'utf8').match(/^import .*$/m)?.[0]
    expect(imported).toMatch(/^import '\.{1,2}\/ground\/this-node\.mjs'$/)
  })
})

describe('systems', () => {
  const glibc = '2.36'
  test.each([
    { platform: 'linux', arch: 'x64', glibc },
    { platform: 'linux', arch: 'arm64', glibc },
    { platform: 'darwin', arch: 'arm64', glibc: undefined },
    { platform: 'win32', arch: 'x64', glibc: undefined },
  ])('$platform $arch does', (system) => {
    expect(platformProblem(system)).toBeNull()
  })
  it('says what Alpine lacks', () => {
    expect(platformProblem({ platform: 'linux', arch: 'x64', glibc: undefined })).toContain('Alpine')
  })
  test.each([
    { platform: 'linux', arch: 'riscv64', glibc },
    { platform: 'freebsd', arch: 'x64', glibc: undefined },
    { platform: 'win32', arch: 'arm64', glibc: undefined },
  ])('$platform $arch does not', (system) => {
    expect(platformProblem(system)).toContain(`${system.platform} ${system.arch}`)
  })
})

describe('the port', () => {
  it('is 8080 by default', () => {
    expect(portOf(undefined)).toBe(8080)
    expect(portOf('')).toBe(8080)
  })
  test.each(['abc', '-1', '65536', '80.5'])('%s is refused', (value) => {
    expect(() => portOf(value)).toThrow(value)
  })
  it('is refused when another program has it, and free after that', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as { port: number }
    expect(await portProblem(port, '127.0.0.1')).toContain(`Port ${port} is taken`)
    await new Promise((done) => other.close(done))
    expect(await portProblem(port, '127.0.0.1')).toBeNull()
  })
  it('is refused on an address of another machine', async () => {
    expect(await portProblem(0, '192.0.2.1')).toContain('192.0.2.1')
  })
})

describe('the data directory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redhelper-ground-'))
  it('may be there or be made', () => {
    expect(directoryProblem(folder)).toBeNull()
    expect(directoryProblem(join(folder, 'a/b'))).toBeNull()
  })
  it('cannot be below a file', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(directoryProblem(join(folder, 'file/data'))).toContain('not a directory')
  })
  it.skipIf(process.platform !== 'linux')('cannot be where nobody may write', () => {
    expect(directoryProblem('/proc/redhelper')).toContain('/proc is not writable')
  })
})

describe('installed packages', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-darwin': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  }
  const a = { version: '1.0.0', integrity: 'sha512-a' }
  test.each([
    ['the same', { 'node_modules/a': a }, true],
    [
      'an optional one more',
      { 'node_modules/a': a, 'node_modules/b-darwin': wanted['node_modules/b-darwin'] },
      true,
    ],
    ['one missing', {}, false],
    ['another version', { 'node_modules/a': { ...a, version: '1.0.1' } }, false],
    ['other contents', { 'node_modules/a': { ...a, integrity: 'sha512-x' } }, false],
    ['one too many', { 'node_modules/a': a, 'node_modules/c': a }, false],
  ])('%s', (_, installed, expected) => {
    expect(agrees(wanted, installed)).toBe(expected)
  })
})

describe('what to install when SQLite cannot be compiled', () => {
  const all = { compiler: true, make: true, python: true, headers: true, platform: 'linux' }
  it('names everything that lacks, in one sentence', () => {
    const sentence = cure({ ...all, compiler: false, make: false })
    expect(sentence).toContain('lacks a C++ compiler, make; install that')
    expect(sentence).toContain('apt-get install build-essential python3')
    expect(sentence).not.toContain('\n')
    expect(cure({ ...all, python: false })).toContain('lacks Python 3;')
  })
  it('knows the Mac', () => {
    expect(cure({ ...all, compiler: false, platform: 'darwin' })).toContain('xcode-select --install')
  })
  it('speaks of headers only when the tools are there', () => {
    expect(cure({ ...all, headers: false })).toContain('headers')
    expect(cure({ ...all, headers: false, make: false })).not.toContain('headers')
    expect(cure(all)).not.toContain('headers')
  })
})

describe('the search for Chromium', () => {
  const machine = (env: Record<string, string>, platform: string, there: string[]) => ({
    env,
    platform,
    find: (name: string) => (there.includes(`/usr/bin/${name}`) ? `/usr/bin/${name}` : null),
    isProgram: (path: string) => there.includes(path),
    home: '/home/anna',
  })
  const chrome = 'Google Chrome.app/Contents/MacOS/Google Chrome'
  test.each([
    ['CHROMIUM first', { CHROMIUM: '/opt/c' }, 'linux', ['/opt/c', '/usr/bin/chromium'], '/opt/c'],
    ['CHROMIUM as a name', { CHROMIUM: 'brave' }, 'linux', ['/usr/bin/brave'], '/usr/bin/brave'],
    ['then PATH', {}, 'linux', ['/usr/bin/google-chrome'], '/usr/bin/google-chrome'],
    [
      'chromium before chrome',
      {},
      'linux',
      ['/usr/bin/google-chrome', '/usr/bin/chromium'],
      '/usr/bin/chromium',
    ],
    [
      'PATH on a Mac too',
      {},
      'darwin',
      [`/Applications/${chrome}`, '/usr/bin/chromium'],
      '/usr/bin/chromium',
    ],
    ['then Applications', {}, 'darwin', [`/Applications/${chrome}`], `/Applications/${chrome}`],
    [
      'one’s own Applications',
      {},
      'darwin',
      [`/home/anna/Applications/${chrome}`],
      `/home/anna/Applications/${chrome}`,
    ],
    ['Mac paths on Macs only', {}, 'linux', [`/Applications/${chrome}`], null],
    ['nothing', {}, 'linux', [], null],
  ])('%s', (_, env, platform, there, expected) => {
    expect(chromiumHere(machine(env, platform, there))).toBe(expected)
  })
  it('refuses a CHROMIUM that is not there, whatever else is', () => {
    expect(() => chromiumHere(machine({ CHROMIUM: '/opt/c' }, 'linux', ['/usr/bin/chromium']))).toThrow(
      '/opt/c',
    )
  })
})

describe('the closing count', () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  })
  test.each([
    [
      'passes',
      { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed', 'passed')] },
      2,
      0,
    ],
    [
      'a failed test',
      { numPassedTests: 1, numFailedTests: 1, testResults: [file('failed', 'passed', 'failed')] },
      1,
      1,
    ],
    [
      'a file that did not load',
      { numPassedTests: 3, numFailedTests: 0, testResults: [file('failed')] },
      3,
      1,
    ],
    ['no test at all', { numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0, 1],
    ['no results', null, 0, 1],
  ])('%s', (_, results, passed, failed) => {
    expect(countOf(results)).toEqual({ passed, failed })
  })
})
