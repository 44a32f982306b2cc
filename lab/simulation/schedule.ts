import { addressOf, type CarrierName, carrierNames } from '../../shared/rules/carriers.ts'
import type { Config, Quota } from '../../shared/rules/config.ts'
import { minute } from '../../shared/rules/timing.ts'
import { senderKeyOf } from '../virtual/messages.ts'
import type { Timeline } from '../virtual/queue.ts'
import type { ArgumentsOf, Verb } from '../virtual/stage.ts'
import type { Fault, FaultOrNone } from './courses.ts'

/** Everything that a simulated run depends on, as plain data. The same schedule always gives the same run. */
export type Schedule = {
  /** How long before the end of a month the run begins. */
  readonly beforeMonthEndMs: number
  readonly config: Pick<Config, 'replyDelayMs' | 'block' | 'limits'> & {
    /** The budget of each carrier's line, by the carrier's name. */
    readonly budgets: { readonly [carrier: string]: Quota }
    /** The least time between two requests in the settings, 0 if they set none. */
    readonly sendIntervalMs: number
  }
  /** The least time between two requests that a carrier really accepts, 0 if any. */
  readonly carrierIntervalMs: number
  /** How many processes send replies: two by default. */
  readonly sending?: number | undefined
  /** The number's lines, each given by its carrier. */
  readonly lines: readonly CarrierName[]
  readonly texts: readonly ScheduledText[]
  /** The faults of single calls. A call is identified by its verb and its index among all calls with that verb. */
  readonly faults: readonly { readonly verb: Verb; readonly nth: number; readonly fault: Fault }[]
  /** Freezes the process of a call, before the request leaves or before the process sees the answer. */
  readonly pauses: readonly Pause[]
  /** While it lasts, calls to a port have one fault, a phone is offline, or a function is not invoked. */
  readonly outages: readonly Outage[]
  /** Makes the nth delivered message visible long before its timeout, so that it may be delivered twice. */
  readonly deliveredTwice: readonly DeliveredTwice[]
  /** When beats come, counted from the start of the run. */
  readonly beatsAfterMs: readonly number[]
  readonly removals: readonly Removal[]
  /** Put there by somebody with access to the replies queue. */
  readonly forgeries: readonly Forgery[]
  /** The indexes of invocations whose acknowledgement is lost, so that their messages are redelivered. */
  readonly lostAcknowledgements: readonly number[]
  /** How far each process's clock is ahead of true time. The list is repeated. */
  readonly skewsMs: readonly number[]
  /** Numbers that decide all else, such as latencies and the order of deliveries, again and again. 0 is usual. */
  readonly choices: readonly number[]
}

/** What a deployment takes away, counted from the start of the run: the number's last line, or a country. */
export type Removal = { readonly afterMs: number; readonly of: 'line' | 'FR' | 'BE' }

/** A copy of a waiting message, altered in one way and due at once. A replay is an unaltered copy. */
export type Forgery = {
  readonly afterMs: number
  readonly kind: 'due at once' | 'unsigned' | 'another stage' | 'another sender' | 'replay'
}

export type DeliveredTwice = { readonly nth: number; readonly afterMs: number }

export type Pause = {
  readonly verb: Verb
  readonly nth: number
  readonly ms: number
  readonly side: 'before' | 'after'
}

export type Outage = {
  readonly of: 'store' | 'queue' | 'carrier' | 'phone' | 'receive-sms' | 'send-reply'
  /** The fault of every call to a port. Without it, a function is not invoked, or a phone is offline. */
  readonly fault?: Fault | undefined
  /** Which calls have the fault: all by default. */
  readonly pattern?: Pattern | undefined
  readonly afterMs: number
  readonly forMs: number
}

/**
 * Which calls in an outage have its fault: each nth, those of one phone in n, of one line, or of some minutes of each
 * period.
 */
export type Pattern =
  | { readonly each: number }
  | { readonly phoneIn: number }
  | { readonly lineOf: CarrierName }
  | { readonly minutes: number; readonly of: number }

export type ScheduledText = {
  /** The time since the previous text. Texts without a gap share an event if the carrier's events can hold several. */
  readonly sinceMs: number
  readonly sender: SenderName
  /** The index of the line, modulo the number of lines. */
  readonly to: number
  /** The wording of the text: a carrier's word, a wish in other words, or neither. It is empty for a call. */
  readonly words: 'Salut' | 'STOP' | 'START' | 'Ne m’écrivez plus' | ''
  /** How long the line's phone keeps the text. Negative if the phone's clock is fast by that much. */
  readonly keptMs?: number | undefined
  /** How much later SNS puts the same text on the queue again, if it does. */
  readonly copyAfterMs?: number | undefined
}

export const lineOf = (carrier: CarrierName): string =>
  addressOf({ carrier }, `+3246000000${carrierNames.indexOf(carrier)}`)

/** A and B have numbers in the same block. C is from another country than the lines, D a short code, not a mobile. */
export const senders = {
  A: '+32472345678',
  B: '+32472345679',
  C: '+33612345678',
  D: '36000',
  E: '+32475993456',
  F: '+32475883456',
  G: '+32475773456',
} as const
export type SenderName = keyof typeof senders

export const nameOf = (senderKey: string): SenderName =>
  names.find((name) => senderKeyOf(senders[name]) === senderKey) ?? 'D'

const names = Object.keys(senders) as readonly SenderName[]

/** Picks one of several options by its index. 0 is the usual option. */
export type Choose = (ways: number) => number

/** Takes its picks from a list of small numbers, which it repeats. With an empty list it always picks 0. */
export const createChoose = (numbers: readonly number[]): Choose => {
  let next = 0
  return (ways) => (numbers.length === 0 ? 0 : (numbers[next++ % numbers.length] ?? 0) % ways)
}

/** Picks an element of a list whose first element is the usual one. */
export const chosen = <T>(choose: Choose, list: readonly [T, ...T[]]): T => list[choose(list.length)] ?? list[0]

export const createOutages = (outages: readonly Outage[], { now }: Timeline) => {
  const startedAt = now()
  const times = outages.map(({ of, fault, pattern, afterMs, forMs }) => {
    const beginsAt = startedAt + afterMs
    return { of, fault, pattern, beginsAt, endsAt: beginsAt + forMs }
  })
  const outageAt = (of: Outage['of'], at: number) =>
    times.find((time) => time.of === of && time.beginsAt <= at && at < time.endsAt)
  const upAt = (of: Outage['of'], at: number): number => {
    const outage = outageAt(of, at)
    return outage === undefined ? at : upAt(of, outage.endsAt)
  }
  return {
    isDown: (of: Outage['of']): boolean => outageAt(of, now()) !== undefined,
    /** The fault that the nth call to a port has now, if there is an outage that has one for it. */
    faultOf: (port: Outage['of'], nth: number, args: readonly unknown[]): Fault | undefined => {
      const { fault, pattern, beginsAt = 0 } = outageAt(port, now()) ?? {}
      return pattern === undefined || fits(pattern, nth, now() - beginsAt, args) ? fault : undefined
    },
    /** The earliest time, not before `at`, at which there is no outage. */
    upAt,
  }
}

const fits = (pattern: Pattern, nth: number, sinceMs: number, args: readonly unknown[]): boolean => {
  if ('each' in pattern) return nth % pattern.each === 0
  if ('of' in pattern) return sinceMs % (pattern.of * minute) < pattern.minutes * minute
  const [by, { to }] = args as ArgumentsOf<'carrier.send'>
  return 'lineOf' in pattern ? by === pattern.lineOf : Number(to.slice(-4)) % pattern.phoneIn === 0
}

/** The fault and the pause of each call. An outage takes precedence. */
export const planFaults = (
  { faults, pauses }: Schedule,
  faultOfOutage: (port: Outage['of'], nth: number, args: readonly unknown[]) => Fault | undefined,
) => {
  const made = new Map<Verb, number>()
  return (verb: Verb, args: readonly unknown[]) => {
    const nth = made.get(verb) ?? 0
    made.set(verb, nth + 1)
    const isMeant = (entry: { readonly verb: Verb; readonly nth: number }) => entry.verb === verb && entry.nth === nth
    const planned = faultOfOutage(portOf(verb), nth, args) ?? faults.find(isMeant)?.fault ?? 'works'
    // The client makes one attempt at what each might book, or add to a debt, once more.
    const isOnce = verb === 'budgets.book' || verb === 'debts.add'
    const fault: FaultOrNone = isOnce && planned === 'request applied twice' ? 'works' : planned
    return { nth, fault, pause: pauses.find(isMeant) }
  }
}

const portOf = (verb: Verb): Outage['of'] => {
  if (verb === 'carrier.send') return 'carrier'
  if (verb === 'carrier.ask') return 'phone'
  return verb.startsWith('replies.') ? 'queue' : 'store'
}
