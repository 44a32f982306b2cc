import { type Handler, handle, inboundBody, reportBody } from '../../lab/virtual/messages.ts'
import type { VirtualMessage, VirtualQueue } from '../../lab/virtual/queue.ts'
import { type Call, createVirtualStage, type FunctionName, hasPhone, signingKey } from '../../lab/virtual/stage.ts'
import { createLaggingSenders } from '../../lab/virtual/stores.ts'
import type { LogFields, OutboundText, SendResult } from '../../shared/ports.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import type { Config } from '../../shared/rules/config.ts'

export { signingKey } from '../../lab/virtual/stage.ts'

export const line = '+32460000000'
/** A line with a phone, if there is a carrier whose lines have one. */
export const secondLine = '+33639980012'

const config: Config = {
  lines: [
    { number: line, language: 'fr', budget: 'default', carrier: 'aws' },
    { number: secondLine, language: 'fr', budget: 'second', carrier: carrierNames.find(hasPhone) ?? 'aws' },
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
    second: { hour: 50, day: 500, month: 5000, gapMs: 2000 },
  },
  maxPricePerReplyUsd: 0.08,
  texts: {},
}

/** The 24th of November 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 24, 12)

/** A virtual stage with one process of each function, on a clock that only the test moves. */
export const createVirtualNumber = (options: { readonly config?: Partial<Config>; readonly startAt?: number } = {}) => {
  const clock = { now: options.startAt ?? noon }
  const now = () => clock.now
  const counts = new Map<string, number>()
  const last = new Map<string, number>()
  const logs: { readonly event: string; readonly fields: LogFields }[] = []
  const phones: (OutboundText & { readonly at: number })[] = []
  const carrierAnswers: SendResult[] = []
  const attempts: number[] = []
  const questions: number[] = []
  const requests: string[] = []
  /** What is down now. */
  const down = new Set<'store' | 'queue' | 'question'>()
  const hooks: {
    whenSending?: () => Promise<void>
    answerTo?: (to: string, at: number) => SendResult
    loseBookings?: () => boolean
    beforeSaving?: () => Promise<void>
  } = {}
  let booked = 0
  let ids = 0

  const stage = createVirtualStage({
    config: { ...config, ...options.config },
    now,
    senders: createLaggingSenders(now, (versions) => versions - 1),
    gatewayNamed: () => ({
      ask: async () => {
        questions.push(now())
        return down.has('question') ? 'nobody' : 'somebody'
      },
      send: async (sms) => {
        const answer = carrierAnswers.shift() ?? hooks.answerTo?.(sms.to, now()) ?? { kind: 'accepted' }
        attempts.push(now())
        if (answer.kind === 'accepted' || answer.kind === 'unknown') phones.push({ ...sms, at: now() })
        await hooks.whenSending?.()
        return answer
      },
    }),
  })
  const call: Call = (verb, _, takeEffect) => {
    const [port = '', action = ''] = verb.split('.')
    if (port === 'carrier') return takeEffect()
    // Cancellations are read in the same request as a sender's record.
    if (port !== 'cancellations') requests.push(action)
    if (down.has(port === 'replies' ? 'queue' : 'store')) return Promise.reject(new Error('The service is down'))
    if (action === 'save' && hooks.beforeSaving !== undefined) return hooks.beforeSaving().then(takeEffect)
    if (action !== 'book') return takeEffect()
    return takeEffect().then((answer) => {
      booked++
      if (hooks.loseBookings?.()) throw new Error('The answer is lost')
      return answer
    })
  }
  const process = {
    call,
    now,
    random: createRandom(),
    wait: async (ms: number) => {
      clock.now += ms
    },
    telemetry: {
      count: (metric: string, value = 1) => {
        counts.set(metric, (counts.get(metric) ?? 0) + value)
        last.set(metric, value)
      },
      log: (event: string, fields: LogFields) => void logs.push({ event, fields }),
    },
  }
  const start = (keys: Partial<Record<FunctionName, string>> = {}) => ({
    receiveSms: stage.start('receive-sms', { ...process, key: keys['receive-sms'] ?? signingKey }),
    sendReply: stage.start('send-reply', { ...process, key: keys['send-reply'] ?? signingKey }),
  })
  let functions = start()

  const { 'receive-sms': inbound, 'send-reply': replies } = stage.queues
  const invoke = async (handler: Handler, queue: VirtualQueue, messages: readonly VirtualMessage[]) => {
    for (const message of await handle(handler, messages)) queue.delete(message)
  }
  const settle = async () => {
    for (let batch = inbound.receive(10); batch.length > 0; batch = inbound.receive(10))
      await invoke(functions.receiveSms, inbound, batch)
    for (let [reply] = replies.receive(1); reply !== undefined; [reply] = replies.receive(1))
      await invoke(functions.sendReply, replies, [reply])
  }

  const { senders, claims, budgets } = stage.portsFor(call)
  return {
    clock,
    phones,
    logs,
    down,
    /** The calls to the stores and the queue so far, such as `load`. */
    requests,
    carrierAnswers,
    /** The times at which the carrier was asked to send. */
    attempts,
    /** The times at which it was asked whether anybody is there. */
    questions,
    /** How many bookings took effect, whether or not their process learnt of it. */
    booked: () => booked,
    inbound,
    replies,
    senders,
    claims,
    budgets,
    count: (metric: string) => counts.get(metric) ?? 0,
    /** The value that was counted last. */
    gauge: (metric: string) => last.get(metric),
    /** What runs while the carrier handles a reply, and how it answers when `carrierAnswers` is empty. */
    hooks,
    /** Replaces both functions' processes with new execution environments, which may have other keys to sign replies with. */
    restart: (keys: Partial<Record<FunctionName, string>> = {}) => {
      functions = start(keys)
    },
    /** Puts an event of AWS about a sent message on the inbound queue. */
    report: (event: object) => inbound.put(reportBody(event, clock.now)),
    /** Puts a text on the inbound queue, to be handled when time is next advanced. Returns its inbound id. */
    text: (
      from: string,
      text = 'Salut, tu fais quoi ce soir ?',
      fields: { to?: string; id?: string; sentAt?: number; receivedAt?: number } = {},
    ) => {
      const { to = line, id = `inbound-${ids++}`, sentAt = clock.now, receivedAt } = fields
      inbound.put(inboundBody({ from, text, to, id, sentAt, receivedAt }))
      return id
    },
    /** Advances time, and handles each message when it becomes visible. */
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

/** A random number generator that gives the same numbers in every run (Park and Miller's minimal standard). */
export const createRandom = () => {
  let state = 20171030
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
