import { beatBody, handle, inboundBody, reportBody } from '../../lab/virtual/messages.ts'
import { type Call, createVirtualStage, type FunctionName, signingKey } from '../../lab/virtual/stage.ts'
import { createLaggingSenders } from '../../lab/virtual/stores.ts'
import type { LogFields, OutboundText, Presence, SendResult } from '../../shared/ports.ts'
import { beatName } from '../../shared/rules/beat.ts'
import { carrierNames, carriers } from '../../shared/rules/carriers.ts'
import type { Config, Quota } from '../../shared/rules/config.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { minute } from '../../shared/rules/timing.ts'

export { signingKey } from '../../lab/virtual/stage.ts'

export const line = '+33939000001'
/** A line of another carrier: one that answers phones of every country, if there is one. */
export const secondLine = '+33639980012'
export const secondCarrier = carrierNames.find((name) => !carriers[name].ownCountryOnly) ?? carrierNames.at(-1) ?? 'aws'

const oneADay = { replies: 1, perMs: 24 * 3_600_000 }
const threeAMonth = { replies: 3, perMs: 30 * 24 * 3_600_000 }
const config: Config = {
  lines: [
    { number: line, language: 'fr', budget: 'default', carrier: 'aws' },
    { number: secondLine, language: 'fr', budget: 'second', carrier: secondCarrier },
  ],
  countries: ['FR', 'BE', 'GB'],
  replyDelayMs: { min: 45 * 60_000, max: 75 * 60_000 },
  limits: [oneADay, threeAMonth],
  block: { after: 20, forMs: 30 * 24 * 3_600_000 },
  budgets: {
    default: { hour: 100, day: 1000, month: 10_000 },
    second: { hour: 50, day: 500, month: 5000, gapMs: 2000 },
  },
  maxPricePerReplyUsd: 0.08,
  texts: {},
}

export const kevin = '+33612345678'
/** Mobile numbers, each from its own block. */
export const stranger = (n: number, first = 6): string => `+33${first}${50_000_000 + n * 9973}`
/** The first `n` of up to 9,000 numbers that share no block. */
export const strangers = (n: number) => Array.from({ length: n }, (_, i) => `+336${1000 + i}0000`)

/** Answers of a carrier. */
export const spent = { kind: 'retryable', reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' } as const
export const lost: SendResult = { kind: 'unknown', reason: 'InternalServerException' }
export const throttled: SendResult = { kind: 'throttled', reason: 'ThrottlingException' }

/** The 24th of November 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 24, 12)

type Times = { readonly sentAt?: number; readonly receivedAt?: number | undefined }
type TextFields = Times & { readonly to?: string; readonly id?: string }
type Options = {
  readonly config?: Partial<Config>
  readonly startAt?: number
  /** How many processes send replies. */
  readonly sending?: number
}

/** A virtual stage with one process of each function, on a clock that only the test moves. */
export const createVirtualNumber = (options: Options = {}) => {
  const clock = { now: options.startAt ?? noon }
  const now = () => clock.now
  const startedAt = clock.now
  const counts = new Map<string, number>()
  const last = new Map<string, number>()
  const emitted: Record<string, (readonly [minute: number, value: number])[]> = {}
  const logs: { readonly event: string; readonly fields: LogFields }[] = []
  const textedAt = new Map<string, number>()
  const phones: (OutboundText & { readonly at: number; readonly waitedMs: number })[] = []
  const carrierAnswers: SendResult[] = []
  const attempts: number[] = []
  const questions: number[] = []
  const asked: string[] = []
  const told: string[] = []
  const requests: string[] = []
  /** What is down now. */
  const down = new Set<'store' | 'queue' | 'question'>()
  const hooks: {
    whenSending?: () => Promise<void>
    answerTo?: (to: string, at: number) => SendResult
    presence?: (line: string) => Presence
    hears?: (line: string) => Presence
    isAnswerLost?: (action: string) => boolean
    beforeSaving?: (save: () => Promise<unknown>) => Promise<unknown>
    isLost?: (action: string, about: unknown) => boolean
  } = {}
  /** The processes that sleep until a time. */
  let asleep: { readonly at: number; readonly goOn: () => void }[] = []
  let paused = false
  let invocations = 0
  let booked = 0
  let ids = 0

  /** Resolves when time has passed so far. */
  const sleep = (ms: number) => new Promise<void>((goOn) => asleep.push({ at: clock.now + ms, goOn }))

  const stage = createVirtualStage({
    config: { ...config, ...options.config },
    now,
    senders: createLaggingSenders(now, (versions) => versions - 1),
    gatewayNamed: () => ({
      ask: async (line, to) => {
        questions.push(now())
        asked.push(to)
        return hooks.presence?.(line) ?? (down.has('question') ? 'nobody' : 'somebody')
      },
      hears: async (line) => hooks.hears?.(line) ?? 'somebody',
      send: async (inbound) => {
        const answer = carrierAnswers.shift() ?? hooks.answerTo?.(inbound.to, now()) ?? { kind: 'accepted' }
        attempts.push(now())
        const waitedMs = now() - (textedAt.get(inbound.to) ?? 0)
        if (answer.kind === 'accepted' || answer.kind === 'unknown') phones.push({ ...inbound, at: now(), waitedMs })
        await hooks.whenSending?.()
        return answer
      },
    }),
  })
  const call: Call = (verb, args, takeEffect) => {
    const [port = '', action = ''] = verb.split('.')
    if (port === 'carrier') return takeEffect()
    // Debts and crowds are read in the same request as a sender's record.
    if (verb !== 'debts.read' && verb !== 'crowdStore.read') requests.push(action)
    if (down.has(port === 'replies' || port === 'texts' ? 'queue' : 'store') || hooks.isLost?.(action, args[0]))
      return Promise.reject(new Error('The service is down'))
    if (action === 'save' && hooks.beforeSaving !== undefined) return hooks.beforeSaving(takeEffect).then(takeEffect)
    return takeEffect().then((answer) => {
      if (action === 'book' && args[0] !== beatName) booked++
      if (hooks.isAnswerLost?.(action)) throw new Error('The answer is lost')
      return answer
    })
  }
  const process = {
    call,
    now,
    random: createRandom(),
    sleep,
    askInPassing: async (url: string) => void told.push(url),
    telemetry: {
      count: (metric: string, value = 1) => {
        counts.set(metric, (counts.get(metric) ?? 0) + value)
        last.set(metric, value)
        emitted[metric] ??= []
        emitted[metric].push([Math.floor((clock.now - startedAt) / 60_000), value])
      },
      log: (event: string, fields: LogFields) => void logs.push({ event, fields }),
    },
  }
  const { 'receive-sms': inbound, 'send-reply': replies } = stage.queues
  const start = (keys: Partial<Record<FunctionName, string>> = {}, changes: Partial<Config> = {}) => {
    const deployed = { ...config, ...options.config, ...changes }
    const starting = (name: FunctionName, most: number) => ({
      handler: stage.start(name, { ...process, key: keys[name] ?? signingKey, config: deployed }),
      queue: stage.queues[name],
      most,
      isBusy: false,
    })
    const sending = Array.from({ length: options.sending ?? 1 }, () => starting('send-reply', 1))
    return [starting('receive-sms', 10), ...sending]
  }
  let processes = start()
  let longestMs = 0
  const idle = () => processes.filter(({ isBusy, queue }) => !isBusy && !(paused && queue === replies))

  /** Gives each idle process what it can receive. Returns whether there was anything. */
  const deliver = async (): Promise<boolean> => {
    let delivered = false
    for (const one of idle()) {
      const messages = one.queue.receive(one.most)
      if (messages.length === 0) continue
      if (one.queue === replies) invocations++
      delivered = true
      one.isBusy = true
      const begunAt = clock.now
      handle(one.handler, messages).then((done) => {
        longestMs = Math.max(longestMs, clock.now - begunAt)
        for (const message of done) one.queue.delete(message)
        one.isBusy = false
      })
    }
    await new Promise(setImmediate)
    return delivered
  }

  const { senders, claims, budgets, debts } = stage.portsFor(call)
  /** Puts a text on the inbound queue, to be handled when time is next advanced. Returns its inbound id. */
  const text = (from: string, words = 'Salut, tu fais quoi ce soir ?', fields: TextFields = {}) => {
    const { to = line, id = `inbound-${ids++}`, sentAt = clock.now, receivedAt } = fields
    textedAt.set(from, clock.now)
    inbound.put(inboundBody({ from, text: words, to, id, sentAt, receivedAt }))
    return id
  }
  /** Advances time. Each message is handled when it is visible, and each process goes on at its time. */
  const pass = async (ms: number) => {
    const end = clock.now + ms
    for (;;) {
      while (await deliver());
      const next = Math.min(...asleep.map(({ at }) => at), ...idle().map(({ queue }) => queue.nextVisibleAt()))
      if (next > end) break
      clock.now = Math.max(clock.now, next)
      const due = asleep.filter(({ at }) => at <= clock.now)
      asleep = asleep.filter(({ at }) => at > clock.now)
      for (const { goOn } of due) goOn()
    }
    clock.now = end
  }
  return {
    text,
    pass,
    /** Changes what is stored of a sender, as another process may. */
    amend: async (sender: string, changes: Partial<SenderRecord>) => {
      const { record, version } = await senders.load(`key of ${sender}`, 'consistent')
      await senders.save(`key of ${sender}`, { ...record, ...changes }, version, clock.now + 365 * 24 * 3_600_000)
    },
    /** Gets a text, and lets time pass. Returns its inbound id. */
    hear: async (ms: number, ...given: Parameters<typeof text>) => {
      const id = text(...given)
      await pass(ms)
      return id
    },
    config: { ...config, ...options.config },
    clock,
    startedAt,
    sleep,
    /** What was received, and how long after the last text of whoever receives it. */
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
    /** About whom it was asked. */
    asked,
    /** The addresses that were asked in passing. */
    told,
    /** How many bookings took effect, whether or not their process learnt of it. */
    booked: () => booked,
    inbound,
    replies,
    senders,
    claims,
    budgets,
    debts,
    count: (metric: string) => counts.get(metric) ?? 0,
    /** What was counted, by the minute since the start, by metric. */
    emitted,
    /** The value that was counted last. */
    gauge: (metric: string) => last.get(metric),
    /** What runs while the carrier handles a reply, and how it answers when `carrierAnswers` is empty. */
    hooks,
    /** Replaces all processes by new ones, which may have other keys to sign replies with, and other settings. */
    restart: (...changed: Parameters<typeof start>) => {
      processes = start(...changed)
    },
    /** Puts an event of AWS about a sent message on the inbound queue. */
    report: (event: object) => inbound.put(reportBody(event, clock.now)),
    /** Puts a beat on the inbound queue, as its schedule does. */
    beat: () => inbound.put(beatBody(clock.now)),
    /** How long an invocation took at most, in milliseconds. */
    longestMs: () => longestMs,
    /** How often send-reply was invoked. */
    invocations: () => invocations,
    setPaused: (isPaused: boolean): void => {
      paused = isPaused
    },
  }
}

export type VirtualNumber = ReturnType<typeof createVirtualNumber>

/** Replies leave within minutes. */
export const soon = { min: minute, max: 10 * minute }
export const withBudget = (budget: Quota, startAt = noon, replyDelayMs = soon): VirtualNumber =>
  createVirtualNumber({ config: { budgets: { default: budget }, replyDelayMs }, startAt })

/** Sends the same short text, which has no wording, from each sender. */
export const textAll = (number: VirtualNumber, senders: readonly string[]): void => {
  for (const sender of senders) number.text(sender, 'Salut')
}

/** Sends texts from one sender at regular intervals. Returns the requests that they cost. */
export const requestsWhileAsking = async (number: VirtualNumber, sender: string, texts: number, everyMs: number) => {
  const before = number.requests.length
  for (let text = 0; text < texts; text++) await number.hear(everyMs, sender, 'Salut')
  return number.requests.slice(before)
}

/** A random number generator that gives the same numbers in every run (Park and Miller's minimal standard). */
export const createRandom = () => {
  let state = 20171030
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
