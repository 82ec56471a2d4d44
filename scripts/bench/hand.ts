/**
 * Loaded before a server's own code (`node --import`): collects garbage when the benchmark asks for it, and
 * tells which thread is a worker's. The engine itself knows nothing of it.
 */
import { appendFileSync, readlinkSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const threads = process.env.BENCH_THREADS
if (!isMainThread && threads !== undefined) {
  // `<pid>/task/<tid>`, of the thread that reads it.
  appendFileSync(threads, `${readlinkSync('/proc/thread-self').split('/')[2]}\n`)
}

if (isMainThread && process.send !== undefined) {
  process.on('message', async (message: { readonly bench?: string }) => {
    if (message.bench !== 'collect') return
    for (let i = 0; i < 2; i++) {
      globalThis.gc?.()
      await new Promise((done) => setTimeout(done, 50))
    }
    const { heapUsed, external } = process.memoryUsage()
    process.send?.({ collected: { heap: heapUsed, external } })
  })
}
