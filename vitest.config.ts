import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** As in the build: an imported icon is its text. */
const iconsAsText = {
  name: 'icons-as-text',
  enforce: 'pre' as const,
  load(id: string) {
    return /\.svg$/.test(id) ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : null
  },
}

const shared = {
  plugins: [iconsAsText],
  // What the build puts in: addresses of hashed files.
  define: {
    __CHAT__: JSON.stringify('chat.js'),
    __TIMERS__: JSON.stringify('/assets/timers.js'),
  },
}

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{engine,widget,console,cabinet,scripts}/**/*.test.ts'],
          exclude: ['scripts/stories/**', '**/node_modules/**'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
          // On two cores one would be left idle.
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          name: 'stories',
          globalSetup: ['scripts/stories/setup.ts'],
          include: ['scripts/stories/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
          // They wait more than they work.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
