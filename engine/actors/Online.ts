/** Who is to be had in one account, as far as visitors notice: kept from before a change, and compared with after. */
import { takesNew } from '../domain/status.ts'
import type { Served } from '../store/Sites.ts'
import type { Board } from './Board.ts'

/** By the id of a site; null for pages of no site. */
type Site = string | null

export class Online {
  /** Where somebody is there to answer. */
  private readonly sites: ReadonlySet<Site>
  /** C8: what is behind the button, for who is new, and for who must choose a department yet. */
  private readonly doors: ReadonlyMap<Site, string>
  /** A digit for each of a site's departments; empty where visitors do not see them. */
  private readonly choices = new Map<Site, string>()

  constructor(board: Board, all: ReadonlyArray<Served>, now: number) {
    const pages = [null, ...all]
    const online = pages.filter((site) => board.onlineOn(site))
    this.sites = new Set(online.map((site) => site?.id ?? null))
    this.doors = new Map(
      pages.map((site) => {
        const fresh = board.serving(site, null, now).some(takesNew)
        const choosing = site !== null && board.serving(site, site.choices, now).some(takesNew)
        return [site?.id ?? null, `${fresh} ${choosing}`]
      }),
    )
    if (board.rules.departmentChoice === 'none') return
    for (const site of all) {
      this.choices.set(site.id, site.choices.map((choice) => Number(board.onlineOn(site, choice))).join(''))
    }
  }

  differsOn(site: Site, was: Online): boolean {
    return this.sites.has(site) !== was.sites.has(site) || this.doors.get(site) !== was.doors.get(site)
  }

  departmentsDifferOn(site: Site, was: Online): boolean {
    return this.choices.get(site) !== was.choices.get(site)
  }
}
