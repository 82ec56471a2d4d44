/**
 * `GET /metrics` in Prometheus's text form. Everything is a plain number kept anyway; the text is made when
 * somebody scrapes.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Context, Effect, Layer } from 'effect'
import { Actors } from '../actors/Actors.ts'
import { Sender } from '../mail/Sender.ts'
import { Letters } from '../store/Letters.ts'
import { Log } from '../store/Log.ts'
import { Projection } from '../store/Projection.ts'
import { Health } from './Health.ts'

/** Ms between two looks at the event loop. */
const resolution = 20

export class Metrics extends Context.Service<
  Metrics,
  { readonly text: (sockets: { readonly visitor: number; readonly operator: number }) => string }
>()('engine/edge/Metrics') {
  static readonly layer = Layer.effect(
    Metrics,
    Effect.gen(function* () {
      const actors = yield* Actors
      const letters = yield* Letters
      const log = yield* Log
      const projection = yield* Projection
      const sender = yield* Sender
      const health = yield* Health
      const delay = yield* Effect.acquireRelease(
        Effect.sync(() => {
          const histogram = monitorEventLoopDelay({ resolution })
          histogram.enable()
          return histogram
        }),
        (histogram) => Effect.sync(() => histogram.disable()),
      )
      // The histogram counts from one look to the next; what is late is what goes beyond the time between them.
      const late = (nanos: number) => Math.max(0, nanos / 1e9 - resolution / 1_000)
      const kinds = ['visitors', 'operators', 'conversations', 'desks'] as const
      const perKind = (value: 'size' | 'refused' | 'restarts') =>
        kinds.map((kind): Sample => [actors[kind][value], { kind }])

      return Metrics.of({
        text: (sockets) => {
          const { counted } = log
          const { messages, reconnects } = actors.counted
          const { seconds, failures } = actors.alarm
          const text = [
            gauge('up', 'Is the engine ready to serve', [[health.check().ok ? 1 : 0]]),
            gauge('sockets', 'Connected sockets', bySide(sockets)),
            gauge('actors', 'Living actors', perKind('size')),
            counter('actor_refusals_total', 'Messages refused by full mailboxes', perKind('refused')),
            counter('actor_restarts_total', 'Actors that died of a defect', perKind('restarts')),
            counter('messages_total', 'Messages stored, by author', bySide(messages)),
            counter('reconnects_total', 'Sockets that came back with a position', bySide(reconnects)),
            counter('log_events_total', 'Events committed', [[counted.events]]),
            counter('log_groups_total', 'Groups committed or failed', [[counted.groups]]),
            counter('log_failed_groups_total', 'Groups that could not be committed', [[counted.failed]]),
            counter('log_commit_seconds_total', 'Time spent committing', [[counted.seconds]]),
            gauge('history_lag_events', 'Events not yet in the history', [[projection.lag()]]),
            gauge('history_failures', 'Events set aside', [[projection.failures()]]),
            gauge(
              'canary_round_trip_seconds',
              'From a message to its answer, in the last talk of the canary that went well',
              seconds === null ? [] : [[seconds]],
            ),
            counter('canary_failures_total', 'Talks of the canary that failed', [[failures]]),
            gauge('letters_waiting', 'Letters that are still to be sent', [[letters.waiting()]]),
            counter('letters_sent_total', 'Letters that the relay has taken', [[sender.counted.sent]]),
            counter('letters_failed_total', 'Letters refused or given up', [[sender.counted.failed]]),
            gauge('event_loop_delay_seconds', 'Since the last scrape', [
              [late(delay.percentile(50)), { quantile: '0.5' }],
              [late(delay.percentile(99)), { quantile: '0.99' }],
              [late(delay.max), { quantile: '1' }],
            ]),
            gauge('resident_memory_bytes', 'Resident memory', [[process.memoryUsage.rss()]]),
          ].join('')
          delay.reset()
          return text
        },
      })
    }),
  )
}

type Sample = readonly [value: number, labels?: Readonly<Record<string, string>>]

const bySide = (numbers: { readonly visitor: number; readonly operator: number }): ReadonlyArray<Sample> => [
  [numbers.visitor, { side: 'visitor' }],
  [numbers.operator, { side: 'operator' }],
]

const metric =
  (type: 'gauge' | 'counter') =>
  (name: string, help: string, samples: ReadonlyArray<Sample>): string =>
    [
      `# HELP redhelper_${name} ${help}`,
      `# TYPE redhelper_${name} ${type}`,
      ...samples.map(([value, labels]) => `redhelper_${name}${labelled(labels)} ${value}`),
      '',
    ].join('\n')
const gauge = metric('gauge')
const counter = metric('counter')

const labelled = (labels: Readonly<Record<string, string>> = {}): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
