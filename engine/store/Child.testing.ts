/** For tests of what a crash leaves: the store in a process of its own, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Effect, type Scope } from 'effect'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const packages = join(here, '../../node_modules')

/** Runs this code, as it would run in a built engine, in a process of its own; killed when the scope closes. */
export const otherProcess = (
  code: string,
  ...args: ReadonlyArray<string>
): Effect.Effect<Child, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      mkdirSync(join(packages, '.cache'), { recursive: true })
      const outdir = mkdtempSync(join(packages, '.cache', 'redhelper-child-'))
      writeFileSync(join(outdir, 'package.json'), '{ "type": "module" }')
      await build({
        stdin: { contents: code, resolveDir: here, loader: 'ts', sourcefile: 'child.ts' },
        outfile: join(outdir, 'child.js'),
        bundle: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
      })
      await build({
        entryPoints: [join(here, 'projection.worker.ts')],
        outdir,
        bundle: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
      })
      const child = spawn(process.execPath, [join(outdir, 'child.js'), ...args], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      return { child, outdir, lines: createInterface(child.stdout)[Symbol.asyncIterator]() }
    }),
    ({ child, outdir }) =>
      Effect.andThen(
        kill(child),
        Effect.sync(() => rmSync(outdir, { recursive: true, force: true })),
      ),
  )
interface Child {
  readonly child: ChildProcess
  readonly outdir: string
  readonly lines: AsyncIterator<string>
}
export const nextLine = ({ lines }: Child) =>
  Effect.map(
    Effect.promise(() => lines.next()),
    ({ value }) => value as string,
  )

/** The first that holds this. */
export const lineWith = Effect.fnUntraced(function* (child: Child, part: string) {
  for (;;) {
    const line = yield* nextLine(child)
    if (line === undefined || line.includes(part)) return line
  }
})

export const kill = (child: ChildProcess) =>
  Effect.promise(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  })
