import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import type { AnySilentReason, Outcome } from '../../shared/rules/telemetry.ts'

/** The messages between the page and its server, in JSON. */

type Line = {
  readonly number: string
  readonly carrier: CarrierName
  /** The network's name for people, if it isn't SMS. */
  readonly network?: string
}

export type Stage = {
  readonly stage: string
  /** When this number was started (ISO 8601). A later time means that it was started afresh and remembers nothing. */
  readonly startedAt: string
  /** What a command begins with to find this number: an assignment of AWS_PORT and a space, or nothing. */
  readonly commandPrefix: string
  readonly lines: readonly Line[]
  readonly currency: { readonly code: string; readonly perUsd: number }
  readonly replyDelayMs: { readonly min: number; readonly max: number }
  /** Mobile numbers of the countries that are answered, and also ids if a line lets people hide their number. */
  readonly exampleSenders: readonly string[]
  /** How many replies its budgets allow a day. */
  readonly repliesADay: number
}

/** The delivery state of a reply, as chat carriers report it. */
export type Receipt = 'sent' | 'delivered' | 'read'

/** What is known about a text: the decision and its outcome. For a reply, only the delivery state. */
type Fate = {
  readonly decision?:
    | { readonly kind: 'reply'; readonly dueAt: string }
    | { readonly kind: 'silent'; readonly reason: AnySilentReason }
  readonly outcome?: Outcome
  readonly delivery?: DeliveryStatus
  readonly receipt?: Receipt
}

/** A text on a phone. A call is an inbound text without words. Times are in ISO 8601. */
export type Message = Fate & {
  readonly id: string
  readonly direction: 'inbound' | 'reply'
  readonly from: string
  readonly to: string
  readonly text: string
  readonly at: string
}

/** Minutes since the last heartbeat, if one has come, and bookings today (UTC), also those that came to nothing. */
export type Figures = {
  readonly minutesSinceBeat?: number
  readonly bookedToday: number
  /** How many phones got their second reply: they wrote again, a day or more after the first. */
  readonly wroteAgain: number
}

export type Alarm = {
  readonly name: string
  readonly description: string
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
  readonly since: string
  /** A URL, or the path of a document that the page's server serves. */
  readonly runbookUrl?: string
}

/** The experiments that send texts by themselves. */
const runKinds = ['harasser', 'siege'] as const
export type RunKind = (typeof runKinds)[number]

/** All experiments: runs that send texts, and a carrier that refuses its lines. */
export const experimentKinds = [...runKinds, 'refuse'] as const
export type ExperimentKind = (typeof experimentKinds)[number]

export type Experiment = {
  readonly kind: ExperimentKind
  readonly state: 'idle' | 'running' | 'done' | 'stopped'
  readonly sent: number
  readonly total: number
  readonly decided: number
  /** Texts that wait for room, and are looked at again later. */
  readonly waiting: number
  readonly silenced: Readonly<Partial<Record<AnySilentReason, number>>>
  readonly repliesBooked: number
  readonly repliesSent: number
  /** When its texts arrived and its replies were sent; undefined before the first experiment. */
  readonly timeline?: Timeline
  /** The cost of receiving its texts; 0 if no price is known. */
  readonly receivedUsd: number
  /** The cost of the replies booked for its texts. */
  readonly costUsd?: number
  /** The cost for a number that answers every text once. */
  readonly unprotectedUsd?: number
}

/** Counts in consecutive periods of equal length since an experiment began. */
export type Timeline = {
  readonly periodMs: number
  readonly arrived: readonly number[]
  readonly sent: readonly number[]
}

/** What keeps replies from being sent. */
export type Sending = {
  readonly paused: boolean
  /** The lines that can't send now, by address, with the reason as a code. */
  readonly refused: readonly { readonly line: string; readonly reason: string }[]
}

/** The server-sent events, by name. */
export type Events = {
  readonly message: Message
  readonly update: Fate & { readonly id: string }
  readonly figures: Figures
  readonly alarms: readonly Alarm[]
  readonly experiment: Experiment
  readonly sending: Sending
}
