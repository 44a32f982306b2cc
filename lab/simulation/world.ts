import { type CarrierName, carrierNames } from '../../carriers/registry.ts'
import type { Config } from '../../shared/rules/config.ts'
import { createLaggingSenders } from '../virtual/lagging-senders.ts'
import type { Verb } from '../virtual/ports.ts'
import { createRateLimit } from '../virtual/rate-limit.ts'
import { createVirtualStage, type VirtualStage } from '../virtual/stage.ts'
import { createTimeline, type Timeline } from '../virtual/timeline.ts'
import { type Choose, chosen, createChoose } from './choices.ts'
import { createFates, type FateOfCall } from './fates.ts'
import type { History } from './history.ts'
import { createOutages, type Outages } from './outages.ts'
import { lineOf, type Schedule } from './schedule.ts'

/** What all processes of a run share: true time, the stage, and the faults that the schedule has for their calls. */
export type World = {
  readonly schedule: Schedule
  readonly config: Config
  readonly history: History
  readonly timeline: Timeline
  readonly choose: Choose
  readonly outages: Outages
  readonly stage: VirtualStage
  readonly fateOf: (verb: Verb) => FateOfCall
  /** How long it takes until a message that was put can be received. */
  readonly deliveryMs: () => number
}

/** A run begins shortly before this time, so that it crosses the ends of hours, days and months. */
const monthEnd = Date.UTC(2026, 11, 1)

/** SQS usually delivers within milliseconds. Delays are at most three seconds, because a much longer one could make a reply late. */
const deliveriesMs = [0, 5, 1, 700, 3000] as const

export const createWorld = (schedule: Schedule): World => {
  const timeline = createTimeline(monthEnd - schedule.beforeMonthEndMs)
  const choose = createChoose(schedule.choices)
  const outages = createOutages(schedule.outages, timeline)
  const config = configOf(schedule)
  const deliveryMs = () => chosen(choose, deliveriesMs)
  const limits = new Map(carrierNames.map((name) => [name, createRateLimit(schedule.carrierIntervalMs, timeline.now)]))
  const accepts = (name: CarrierName): boolean => limits.get(name)?.() ?? true
  return {
    schedule,
    config,
    history: {
      schedule,
      config,
      texts: [],
      invocations: [],
      calls: [],
      deadLetters: [],
      forged: new Map(),
      claims: new Map(),
      senders: new Map(),
      neverEnded: false,
    },
    timeline,
    choose,
    outages,
    stage: createVirtualStage({
      config,
      now: timeline.now,
      senders: createLaggingSenders(timeline.now, choose),
      carrierNamed: (name) => ({
        isReady: async () => !outages.isDown('phone'),
        send: async () => (accepts(name) ? { kind: 'accepted' } : { kind: 'throttled', reason: 'SIMULATED' }),
      }),
      deliveryMs,
    }),
    fateOf: createFates(schedule, outages.faultOf),
    deliveryMs,
  }
}

/** Each line has its own budget, named after the line's carrier. */
const configOf = ({ config, lines }: Schedule): Config => ({
  ...config,
  lines: lines.map((carrier) => ({ number: lineOf(carrier), language: 'fr', budget: carrier, carrier })),
  countries: ['FR', 'BE'],
  sendIntervalMs: Object.fromEntries(lines.map((carrier) => [carrier, config.sendIntervalMs])),
  maxPricePerReplyUsd: 0.08,
  texts: {},
})
