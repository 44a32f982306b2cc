import { type CarrierName, carrierNames } from '../../shared/rules/carriers.ts'
import type { Config } from '../../shared/rules/config.ts'
import { createTimeline, type Timeline } from '../virtual/queue.ts'
import { createRateLimit, createVirtualStage, hasPhone } from '../virtual/stage.ts'
import { createLaggingSenders } from '../virtual/stores.ts'
import type { History } from './history.ts'
import { chosen, createChoose, createOutages, lineOf, planFaults, type Schedule } from './schedule.ts'

/** What all processes of a run share: true time, the stage, and the faults that the schedule has for their calls. */
export type World = ReturnType<typeof createWorld>

/** A run begins shortly before this time, so that it crosses the ends of hours, days and months. */
const monthEnd = Date.UTC(2026, 11, 1)

/** SQS usually delivers within milliseconds. Much more than three seconds could make a reply late. */
const deliveriesMs = [0, 5, 1, 700, 3000] as const

export const createWorld = (schedule: Schedule) => {
  const timeline = createTimeline(monthEnd - schedule.beforeMonthEndMs)
  const choose = createChoose(schedule.choices)
  const outages = createOutages(schedule.outages, timeline)
  const config = configOf(schedule)
  const removals = schedule.removals.map(({ afterMs, of }) => ({ at: timeline.now() + afterMs, of }))
  /** How long it takes until a message that was put can be received. */
  const deliveryMs = () => chosen(choose, deliveriesMs)
  const limits = new Map(carrierNames.map((name) => [name, createRateLimit(schedule.carrierIntervalMs, timeline.now)]))
  const accepts = (name: CarrierName): boolean => limits.get(name)?.() ?? true
  const history: History = {
    schedule,
    config,
    removals,
    texts: [],
    invocations: [],
    calls: [],
    deadLetters: [],
    forged: new Map(),
    claims: new Map(),
    neverEnded: false,
  }
  return {
    schedule,
    config,
    history,
    timeline,
    choose,
    outages,
    stage: createVirtualStage({
      config,
      now: timeline.now,
      senders: createLaggingSenders(timeline.now, choose),
      gatewayNamed: (name) => ({
        ask: async () => (hasPhone(name) && outages.isDown('phone') ? 'not ready' : 'somebody'),
        send: async () => (accepts(name) ? { kind: 'accepted' } : { kind: 'throttled', reason: 'SIMULATED' }),
      }),
      deliveryMs,
    }),
    /** The settings with which a process that starts now is deployed. */
    deployed: createDeployments(config, removals, timeline),
    faultFor: planFaults(schedule, outages.faultOf),
    deliveryMs,
  }
}

const configOf = ({ config, lines }: Schedule): Config => ({
  ...config,
  lines: lines.map((carrier) => ({ number: lineOf(carrier), language: 'fr', budget: carrier, carrier })),
  countries: ['FR', 'BE'],
  sendIntervalMs: Object.fromEntries(lines.map((carrier) => [carrier, config.sendIntervalMs])),
  maxPricePerReplyUsd: 0.08,
  texts: {},
})

/** Without what deployments have removed; the same object until the next one. */
const createDeployments = (config: Config, removals: History['removals'], { now }: Timeline): (() => Config) => {
  let deployed = config
  let done = 0
  return () => {
    const due = removals.filter(({ at }) => at <= now())
    if (due.length > done) {
      done = due.length
      deployed = {
        ...config,
        lines: due.some(({ of }) => of === 'line') ? config.lines.slice(0, -1) : config.lines,
        countries: config.countries.filter((country) => due.every(({ of }) => of !== country)),
      }
    }
    return deployed
  }
}
