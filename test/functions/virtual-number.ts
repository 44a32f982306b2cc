import type { SQSEvent } from 'aws-lambda'

import { createHandler as createReceiveSms } from '../../functions/receive-sms/handler.ts'
import { createHandler as createSendReply } from '../../functions/send-reply/handler.ts'
import { createReadReply, createSignReply } from '../../shared/adapters/signed-reply.ts'
import type { CarrierAnswer, LogFields, OutboundSms } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { createMemoryBudgetStore } from '../../shared/stores/memory/budget-store.ts'
import { createMemoryCircuitStore } from '../../shared/stores/memory/circuit-store.ts'
import { createMemoryClaimStore } from '../../shared/stores/memory/claim-store.ts'
import { createLaggingSenders } from './lagging-senders.ts'
import { deliveryTopicArn, inboundBody, reportBody, toRecord } from './virtual-event.ts'
import { createVirtualQueue, type VirtualMessage } from './virtual-queue.ts'

export const line = '+32460000000'
export const simLine = '+33639980012'

/** What the functions sign replies with. */
export const signingKey = 'a key'

const config: Config = {
  lines: [
    { number: line, language: 'fr', budget: 'default', carrier: 'aws' },
    { number: simLine, language: 'fr', budget: 'sim-12', carrier: 'sim' },
  ],
  countries: ['FR', 'BE', 'GB'],
  replyDelayMs: { min: 45 * 60_000, max: 75 * 60_000 },
  limits: [
    { replies: 1, perMs: 24 * 3_600_000 },
    { replies: 3, perMs: 30 * 24 * 3_600_000 },
  ],
  block: { after: 20, forMs: 30 * 24 * 3_600_000 },
  budgets: {
    default: { hour: 100, day: 1000, month: 10_000 },
    'sim-12': { hour: 50, day: 500, month: 5000, gapMs: 2000 },
  },
  maxPricePerReplyUsd: 0.08,
  texts: {},
}

/** A carrier that can't be reached. */
const unreachable: CarrierAnswer = { kind: 'retryable', reason: 'UNREACHABLE' }

/** The 24th of November 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 24, 12)

/** Both handlers on memory ports and a clock that only the test moves. */
export const createVirtualNumber = (options: { readonly config?: Partial<Config>; readonly startAt?: number } = {}) => {
  const clock = { now: options.startAt ?? noon }
  const now = () => clock.now
  const random = createRandom()
  const inbound = createVirtualQueue(now)
  const replies = createVirtualQueue(now)
  const counts = new Map<string, number>()
  const logs: { readonly event: string; readonly fields: LogFields }[] = []
  const phones: (OutboundSms & { readonly at: number })[] = []
  const carrierAnswers: CarrierAnswer[] = []
  const attempts: number[] = []
  /** Which ports fail now. */
  const down = new Set<'store' | 'queue' | 'carrier' | 'phone' | 'phone check'>()
  let ids = 0

  const requests: string[] = []
  const last = new Map<string, number>()
  const hooks: { whenSending?: () => Promise<void> } = {}
  const watched = <Port extends object>(port: Port, service: 'store' | 'queue') =>
    watchedPort(port, (verb) => {
      requests.push(verb)
      if (down.has(service)) throw new Error('The service is down')
    })
  const ports = {
    senders: watched(
      createLaggingSenders(now, (versions) => versions - 1),
      'store',
    ),
    budgets: watched(createMemoryBudgetStore(), 'store'),
    claims: watched(createMemoryClaimStore(), 'store'),
    circuits: watched(createMemoryCircuitStore(), 'store'),
    replies: watched(
      {
        put: async (reply: QueuedReply) => void replies.put(createSignReply(signingKey)(reply)),
        hold: async (receiptHandle: string, ms: number) => replies.hide(receiptHandle, ms),
      },
      'queue',
    ),
  }
  const common = {
    ...ports,
    config: { ...config, ...options.config },
    now,
    random,
    newToken: () => `token ${ids++}`,
    telemetry: {
      count: (metric: string, value = 1) => {
        counts.set(metric, (counts.get(metric) ?? 0) + value)
        last.set(metric, value)
      },
      log: (event: string, fields: LogFields) => void logs.push({ event, fields }),
    },
  }
  const startReceiveSms = () =>
    createReceiveSms({
      ...common,
      scheduler: createScheduler(common),
      senderKeyOf: (number) => `key of ${number}`,
      deliveryTopicArn,
    })
  const startSendReply = () =>
    createSendReply({
      ...common,
      readReply: createReadReply({ key: signingKey, unsignedUntil: noon + 4 * 24 * 3_600_000, now }),
      scheduler: createScheduler(common),
      carrier: {
        isReady: async () => {
          if (down.has('phone check')) throw new Error('The service is down')
          return !down.has('phone')
        },
        send: async (sms) => {
          const answer = down.has('carrier') ? unreachable : (carrierAnswers.shift() ?? { kind: 'accepted' })
          attempts.push(now())
          if (answer.kind === 'accepted' || answer.kind === 'unknown') phones.push({ ...sms, at: now() })
          await hooks.whenSending?.()
          return answer
        },
      },
    })
  let receiveSms = startReceiveSms()
  let sendReply = startSendReply()

  const invoke = async (
    handler: (event: SQSEvent) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>,
    queue: typeof inbound,
    messages: readonly VirtualMessage[],
  ) => {
    const { batchItemFailures } = await handler({ Records: messages.map(toRecord) })
    const unfinished = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    for (const message of messages) if (!unfinished.has(message.id)) queue.delete(message)
  }

  const settle = async () => {
    for (let batch = inbound.receive(10); batch.length > 0; batch = inbound.receive(10))
      await invoke(receiveSms, inbound, batch)
    for (let [reply] = replies.receive(1); reply !== undefined; [reply] = replies.receive(1))
      await invoke(sendReply, replies, [reply])
  }

  return {
    clock,
    phones,
    logs,
    down,
    /** The verbs of store and queue that were called. */
    requests,
    carrierAnswers,
    /** When the carrier was asked to send. */
    attempts,
    circuits: ports.circuits,
    inbound,
    replies,
    senders: ports.senders,
    claims: ports.claims,
    budgets: ports.budgets,
    count: (metric: string) => counts.get(metric) ?? 0,
    /** The value that was counted last. */
    gauge: (metric: string) => last.get(metric),
    /** Lets something happen while the carrier has the reply. */
    hooks,
    /** A new execution environment, which remembers nothing. */
    restart: () => {
      receiveSms = startReceiveSms()
      sendReply = startSendReply()
    },
    /** AWS reports something about a message that it was given. */
    report: (event: object) => inbound.put(reportBody(event, clock.now)),
    /** A text arrives now; it is handled when time next moves. Gives its inbound id. */
    text: (
      from: string,
      text = 'Salut, tu fais quoi ce soir ?',
      fields: { to?: string; id?: string; sentAt?: number; receivedAt?: number } = {},
    ) => {
      const { to = line, id = `inbound-${ids++}`, sentAt = clock.now, receivedAt } = fields
      inbound.put(inboundBody({ from, text, to, id, sentAt, receivedAt }))
      return id
    },
    /** Lets time pass, message by message. */
    pass: async (ms: number) => {
      const end = clock.now + ms
      for (;;) {
        await settle()
        const next = Math.min(...[inbound.nextVisibleAt(), replies.nextVisibleAt()].filter((at) => at > clock.now))
        if (next > end) break
        clock.now = next
      }
      clock.now = end
      await settle()
    },
  }
}

export type VirtualNumber = ReturnType<typeof createVirtualNumber>

/** The same numbers in every run (Park and Miller's minimal standard). */
const createRandom = () => {
  let state = 20171030
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** The port, with `onCall` told the verb before each call; a call fails when that throws. */
const watchedPort = <Port extends object>(port: Port, onCall: (verb: string) => void): Port =>
  new Proxy(port, {
    get: (target, verb, receiver) => {
      const call: unknown = Reflect.get(target, verb, receiver)
      if (typeof call !== 'function') return call
      return async (...parameters: unknown[]): Promise<unknown> => {
        onCall(String(verb))
        return Reflect.apply(call, target, parameters)
      }
    },
  })
