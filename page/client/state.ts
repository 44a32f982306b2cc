import { carriers } from '../../carriers/registry.ts'
import { addressOf } from '../../settings/line-address.ts'
import { type Conversations, senderOf, withMessages } from './conversations.ts'
import type { Alarm, Experiment, Message, Metrics, Stage } from './protocol.ts'

/** All that the page shows. */
export type State = {
  readonly connection: 'waiting' | 'live' | 'lost'
  readonly stage?: Stage
  /** The address of the line that texts go to. */
  readonly line: string
  readonly conversations: Conversations
  /** Whose phones are open, from left to right. */
  readonly open: readonly string[]
  /** Whose phone a narrow screen shows. */
  readonly shown: string
  /** Why the last text or call of a sender came to nothing. */
  readonly notSent: Readonly<Record<string, string>>
  readonly metrics: Metrics['widgets']
  readonly alarms: readonly Alarm[]
  readonly experiment?: Experiment
  /** Why the last experiment was not started. */
  readonly refusal: string
  /** The number is being started afresh. */
  readonly restarting: boolean
  /** What a screen reader says next. */
  readonly announcement: string
}

export const initialState: State = {
  connection: 'waiting',
  line: '',
  conversations: new Map(),
  open: [],
  shown: '',
  notSent: {},
  metrics: {},
  alarms: [],
  refusal: '',
  restarting: false,
  announcement: '',
}

/** More phones than that nobody reads. */
const maxPhones = 12

export const withPhone = (state: State, sender: string): State =>
  state.open.includes(sender) ? state : { ...state, open: [...state.open, sender].slice(-maxPhones) }

export const withoutPhone = (state: State, sender: string): State => {
  const open = state.open.filter((other) => other !== sender)
  return { ...state, open, shown: state.shown === sender ? (open.at(-1) ?? '') : state.shown }
}

/** A sender who was never seen gets a phone, which a narrow screen shows if `bringUp` says so. */
export const withText = (state: State, message: Message, bringUp: boolean): State => {
  const sender = senderOf(message)
  const known = state.conversations.has(sender)
  const seen = { ...state, conversations: withMessages(state.conversations, [message]) }
  return known || state.open.includes(sender)
    ? seen
    : { ...withPhone(seen, sender), shown: bringUp ? sender : state.shown }
}

/** What a server has, at first or after a while. At first, two phones: one that can be answered, and the last that texted. */
export const withServer = (state: State, stage: Stage, messages: readonly Message[]): State => {
  const conversations = withMessages(state.conversations, messages)
  const addresses = stage.lines.map((line) => addressOf(line, line.number))
  const line = addresses.includes(state.line) ? state.line : (addresses[0] ?? '')
  const served = { ...state, connection: 'live' as const, stage, line, conversations }
  const last = messages.at(-1)
  const unseen = last === undefined || state.conversations.has(senderOf(last)) ? [] : [senderOf(last)]
  if (state.stage !== undefined) return unseen.reduce(withPhone, served)
  const fresh = freshSender(served) ?? ''
  return { ...served, open: [fresh, ...unseen], shown: fresh }
}

/** Only a line whose carrier takes calls can be called. */
export const canBeCalled = ({ stage }: State, line: string): boolean =>
  stage?.lines.some((one) => addressOf(one, one.number) === line && carriers[one.carrier].takesCalls) ?? false

/** What a phone tells of a call is a text without words. */
export const isCall = (state: State, { direction, to, text }: Message): boolean =>
  direction === 'inbound' && text === '' && canBeCalled(state, to)

/** An example sender who has no phone yet. */
export const freshSender = ({ stage, conversations, open }: State): string | undefined =>
  stage?.exampleSenders.find((sender) => !conversations.has(sender) && !open.includes(sender))
