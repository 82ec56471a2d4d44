import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../domain/facts.ts'
import type { VisitorRow, VisitorsFrame } from '../protocol/frames.ts'
import { Recorded } from './testing.ts'
import { Visit } from './Visit.ts'
import { type Sight, VisitorTable } from './VisitorTable.ts'

const facts = factsOf({ userAgent: '', referrer: '', url: '', address: '203.0.113.7', place: null })

/** As a console keeps it. */
const shownBy = (frames: ReadonlyArray<VisitorsFrame>) => {
  const rows = new Map<number, VisitorRow>()
  let complete = false
  for (const frame of frames) {
    if (frame.reset) {
      rows.clear()
      complete = false
    }
    for (const number of frame.gone ?? []) rows.delete(number)
    for (const row of frame.rows ?? []) rows.set(row.number, row)
    for (const change of frame.changed ?? []) {
      const known = rows.get(change.number)
      if (known) rows.set(change.number, { ...known, ...change })
    }
    complete ||= frame.complete === true
  }
  const newest = [...rows.values()].filter(({ left }) => left !== null).sort((a, b) => b.left! - a.left!)
  const present = [...rows.values()].filter(({ left }) => left === null)
  return { complete, present, left: newest.slice(0, 20) }
}

/** A table with its visitors, as desk and actors write them. */
const world = () => {
  const present = new Map<string, Visit>()
  let now = 1_000
  let numbers = 0
  const table = new VisitorTable(present, () => {})
  return {
    table,
    present,
    arrive: (site: string, visitor = `v${numbers + 1}`, number = ++numbers) => {
      const visit = new Visit(visitor, '', now++, facts, { url: `https://${site}`, title: '' }, null)
      visit.site = site
      visit.number = number
      const before = present.get(visitor)
      present.set(visitor, visit)
      table.arrived(visit, before)
      return visit
    },
    leave: (visit: Visit) => {
      if (present.get(visit.visitor) !== visit) return
      present.delete(visit.visitor)
      table.departed(visit, now++)
    },
    watch: (sight: Sight) => {
      const socket = new Recorded()
      table.watch(socket, 'o', sight, true)
      return socket
    },
    show: () => void table.show((now += 2_000)),
    rest: () => {
      for (let i = 0; i < 200; i++) if (table.show((now += 2_000)) === 0) return
      throw new Error('the table never rests')
    },
  }
}

const of = (...sites: ReadonlyArray<string>): Sight => ({ sites: new Set(sites), monitoring: true })
const all: Sight = { sites: null, monitoring: true }
const table = (socket: Recorded) => shownBy(socket.of('visitors'))
const numbers = (rows: ReadonlyArray<VisitorRow>) => rows.map(({ number }) => number).sort((a, b) => a - b)

describe('the visitor table', () => {
  it('begins with all who are there, in frames of a bearable size, and goes on with what changes', () => {
    const w = world()
    for (let i = 0; i < 1_000; i++) w.arrive('tea')
    const socket = w.watch(all)
    expect(socket.last('present')).toEqual({ kind: 'present', visitors: 1_000 })
    w.show()
    expect(table(socket)).toMatchObject({ complete: false })
    const [first] = w.present.values()
    w.table.set(first!, 'open', true)
    w.rest()
    const { complete, present } = table(socket)
    expect(complete).toBe(true)
    expect(present).toHaveLength(1_000)
    expect(present.find(({ number }) => number === 1)).toMatchObject({ open: true, address: '203.0.113.7' })
    expect(Math.max(...socket.of('visitors').map(({ rows = [] }) => rows.length))).toBeLessThanOrEqual(200)

    const told = socket.heard.length
    w.table.set(first!, 'page', { url: 'https://tea/green', title: 'Green' })
    w.table.set(first!, 'views', 2)
    w.table.set(first!, 'views', 3)
    w.rest()
    expect(socket.heard.slice(told)).toEqual([
      {
        kind: 'visitors',
        changed: [{ number: 1, page: { url: 'https://tea/green', title: 'Green' }, views: 3 }],
      },
    ])
  })

  it('says the same bytes to all who see the same, and nothing of other sites', () => {
    const w = world()
    const tea = w.watch(of('tea'))
    const both = w.watch(of('tea', 'coffee'))
    const visit = w.arrive('tea')
    w.arrive('coffee')
    w.rest()
    expect(numbers(table(tea).present)).toEqual([1])
    expect(numbers(table(both).present)).toEqual([1, 2])
    expect(tea.last('present').visitors).toBe(1)
    // To a page of a site that he does not serve, and back.
    w.table.set(visit, 'site', 'coffee')
    w.rest()
    expect(table(tea)).toMatchObject({ present: [], left: [] })
    expect(tea.last('present').visitors).toBe(0)
    expect(table(both).present[0]).toMatchObject({ site: 'coffee' })
    expect(w.table.sees(of('tea'), visit.visitor)).toBe(false)
    w.table.set(visit, 'site', 'tea')
    w.rest()
    expect(numbers(table(tea).present)).toEqual([1])
    expect(JSON.stringify(tea.heard)).not.toContain('"number":2')
  })

  it('keeps the last 20 who left, also for those who come to look later', () => {
    const w = world()
    const early = w.watch(all)
    const visits = Array.from({ length: 25 }, () => w.arrive('tea'))
    w.rest()
    for (const visit of visits) {
      w.leave(visit)
      w.show()
    }
    const late = w.watch(all)
    w.rest()
    for (const socket of [early, late]) {
      expect(numbers(table(socket).left)).toEqual(Array.from({ length: 20 }, (_, i) => i + 6))
      expect(table(socket).present).toEqual([])
    }
    // Who comes back is not among them any more.
    w.arrive('tea', visits[24]!.visitor, 25)
    w.rest()
    for (const socket of [early, late]) {
      expect(numbers(table(socket).present)).toEqual([25])
      expect(numbers(table(socket).left)).not.toContain(25)
    }
  })

  it('begins anew for those whose sites changed, and leaves the others alone', () => {
    const w = world()
    const tea = w.watch(of('tea'))
    w.arrive('tea')
    w.arrive('coffee')
    w.rest()
    const told = tea.heard.length
    w.table.resight(() => of('tea'))
    w.rest()
    expect(tea.heard).toHaveLength(told)
    w.table.resight(() => all)
    w.rest()
    expect(tea.heard[told]).toMatchObject({ kind: 'visitors', reset: true })
    expect(numbers(table(tea).present)).toEqual([1, 2])
  })

  it('without monitoring shows only who chats, and little of him', () => {
    const w = world()
    const visit = w.arrive('tea')
    const socket = w.watch({ sites: null, monitoring: false })
    w.rest()
    expect(table(socket).present).toEqual([])
    w.table.set(visit, 'open', true)
    w.rest()
    expect(table(socket).present).toMatchObject([
      { number: 1, page: { url: 'https://tea' }, address: '', place: null, visits: 0, watching: null },
    ])
    expect(socket.last('present')).toMatchObject({ visitors: 1 })
    w.table.set(visit, 'watching', 5)
    w.table.set(visit, 'open', false)
    w.rest()
    expect(table(socket).present).toEqual([])
    expect(socket.last('present')).toMatchObject({ visitors: 0 })
    expect(JSON.stringify(socket.heard)).not.toContain('203.0.113.7')
  })

  it('waits for a console that is behind', () => {
    const w = world()
    for (let i = 0; i < 500; i++) w.arrive('tea')
    const socket = new Recorded()
    socket.behind = true
    w.table.watch(socket, 'o', all, true)
    for (let i = 0; i < 10; i++) w.show()
    expect(table(socket).present).toEqual([])
    socket.behind = false
    w.rest()
    expect(table(socket).present).toHaveLength(500)
  })

  it('whatever happens, shows every console what it may see', () => {
    const site = fc.constantFrom('tea', 'coffee', 'milk')
    const sight = fc.constantFrom<Sight>(all, of('tea'), of('tea', 'coffee'), {
      sites: null,
      monitoring: false,
    })
    const step = fc.oneof(
      fc.record({ do: fc.constant('arrive' as const), site }),
      fc.record({ do: fc.constant('leave' as const), at: fc.nat(30) }),
      fc.record({ do: fc.constant('back' as const), at: fc.nat(30), site }),
      fc.record({ do: fc.constant('move' as const), at: fc.nat(30), site }),
      fc.record({ do: fc.constant('open' as const), at: fc.nat(30) }),
      fc.record({ do: fc.constant('again' as const), at: fc.nat(30) }),
      fc.record({ do: fc.constant('watch' as const), sight }),
      fc.record({ do: fc.constant('show' as const) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const w = world()
        const visits: Array<Visit> = []
        const watching: Array<readonly [Sight, Recorded]> = []
        for (const one of steps) {
          const visit = 'at' in one ? visits[one.at % Math.max(1, visits.length)] : undefined
          if (one.do === 'arrive') visits.push(w.arrive(one.site))
          if (one.do === 'watch') watching.push([one.sight, w.watch(one.sight)])
          if (one.do === 'show') w.show()
          if (visit === undefined) continue
          if (one.do === 'leave') w.leave(visit)
          if (one.do === 'move') w.table.set(visit, 'site', one.site)
          if (one.do === 'open') w.table.set(visit, 'open', !visit.open)
          const here = w.present.has(visit.visitor)
          // Back after he left; or there all the time, with an actor made anew.
          if ((one.do === 'back' && !here) || (one.do === 'again' && here)) {
            const at = 'site' in one ? one.site : (visit.site ?? 'tea')
            visits[visits.indexOf(visit)] = w.arrive(at, visit.visitor, visit.number)
          }
        }
        w.rest()
        for (const [sight, socket] of watching) {
          const { present, left, complete } = table(socket)
          const may = [...w.present.values()].filter(
            ({ site, open }) =>
              (sight.monitoring || open) && (sight.sites === null || sight.sites.has(site!)),
          )
          expect(complete).toBe(true)
          expect(numbers(present)).toEqual(may.map(({ number }) => number).sort((a, b) => a - b))
          for (const row of present) {
            const visit = may.find(({ number }) => number === row.number)!
            expect(row).toMatchObject({ site: visit.site, open: visit.open, since: visit.since })
          }
          for (const row of left) expect(w.present.has(row.id)).toBe(false)
          expect(socket.last('present').visitors).toBe(may.length)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
