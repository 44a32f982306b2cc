import type { BudgetStore, CircuitStore, ClaimStore, SenderStore } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import { createMemoryBudgetStore } from '../../shared/stores/memory/budget-store.ts'
import { createMemoryCircuitStore } from '../../shared/stores/memory/circuit-store.ts'
import { createMemoryClaimStore } from '../../shared/stores/memory/claim-store.ts'
import { createLaggingSenders } from '../functions/lagging-senders.ts'
import { createVirtualQueue } from '../functions/virtual-queue.ts'
import { type Choose, chosen, createChoose } from './choices.ts'
import { createFates, type FateOfCall } from './fates.ts'
import type { FunctionName, History, Verb } from './history.ts'
import { createOutages, type Outages } from './outages.ts'
import { numbers, type Schedule } from './schedule.ts'
import { createTimeline, type Timeline } from './timeline.ts'

type VirtualQueue = ReturnType<typeof createVirtualQueue>

/** What all processes of a run share: true time, the stores, the queues, and what fate has for them. */
export type World = {
  readonly schedule: Schedule
  readonly config: Config
  readonly history: History
  readonly timeline: Timeline
  readonly choose: Choose
  readonly outages: Outages
  readonly stores: {
    readonly senders: SenderStore
    readonly claims: ClaimStore
    readonly budgets: BudgetStore
    readonly circuits: CircuitStore
  }
  readonly queues: { readonly [F in FunctionName]: VirtualQueue }
  readonly fateOf: (verb: Verb) => FateOfCall
  readonly newToken: () => string
  /** How long a message that was put takes until it can be received. */
  readonly deliveryMs: () => number
}

/** A run begins some time before a month ends, so that the edges of hours, days and months are met. */
const monthEnd = Date.UTC(2026, 11, 1)

/** SQS is quick as a rule. Longer than a few seconds it takes only where that can't make a reply late. */
const deliveriesMs = [0, 5, 1, 700, 3000] as const

export const createWorld = (schedule: Schedule): World => {
  const timeline = createTimeline(monthEnd - schedule.beforeMonthEndMs)
  const choose = createChoose(schedule.choices)
  const outages = createOutages(schedule.outages, timeline)
  const config = configOf(schedule)
  let tokens = 0
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
      forged: new Set(),
      claims: new Map(),
      senders: new Map(),
      restless: false,
    },
    timeline,
    choose,
    outages,
    stores: {
      senders: createLaggingSenders(timeline.now, choose),
      claims: createMemoryClaimStore(),
      budgets: createMemoryBudgetStore(),
      circuits: createMemoryCircuitStore(),
    },
    queues: { 'receive-sms': createVirtualQueue(timeline.now), 'send-reply': createVirtualQueue(timeline.now) },
    fateOf: createFates(schedule, outages.faultOf),
    newToken: () => `token ${++tokens}`,
    deliveryMs: () => chosen(choose, deliveriesMs),
  }
}

/** A budget has the name of its line's carrier. */
const configOf = ({ config, lines }: Schedule): Config => ({
  ...config,
  lines: lines.map((carrier) => ({ number: numbers[carrier], language: 'fr', budget: carrier, carrier })),
  countries: ['FR', 'BE'],
  maxPricePerReplyUsd: 0.08,
  texts: {},
})
