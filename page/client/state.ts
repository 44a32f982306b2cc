import { addressOf, carriers } from '../../shared/rules/carriers.ts'
import type { Alarm, Events, Experiment, Figures, Message, Sending, Stage } from './protocol.ts'

/** Everything that the page shows. */
export type State = {
  readonly connection: 'waiting' | 'live' | 'lost'
  readonly stage?: Stage
  readonly line: string
  readonly conversations: Conversations
  /** The senders whose phones are open, oldest first. */
  readonly open: readonly string[]
  /** The sender whose phone is shown, or nothing if there is none. */
  readonly shown: string
  /** Whether the phone shows the next new sender. */
  readonly showsNext: boolean
  /** Why each sender's last text or call failed. */
  readonly notSent: Readonly<Record<string, string>>
  readonly figures?: Figures
  readonly alarms: readonly Alarm[]
  readonly experiment?: Experiment
  readonly sending?: Sending
  /** The time in milliseconds, as of the last second. */
  readonly now: number
  readonly refusal: string
  readonly restarting: boolean
  /** The alarm whose command was just copied, by name. */
  readonly copied: string
}

const initialState: State = {
  connection: 'waiting',
  line: '',
  conversations: new Map(),
  open: [],
  shown: '',
  showsNext: false,
  notSent: {},
  alarms: [],
  now: Date.now(),
  refusal: '',
  restarting: false,
  copied: '',
}

/** The most phones that are open at once. The oldest one closes for a new one, but for the one that is shown. */
const maxPhones = 12

export const withPhone = (state: State, sender: string): State => {
  if (state.open.includes(sender)) return state
  const closed = state.open.length < maxPhones ? undefined : state.open.find((other) => other !== state.shown)
  return { ...state, open: [...state.open.filter((other) => other !== closed), sender] }
}

/** A new sender gets a phone, which is shown if it was waited for, or if nobody uses one that has no messages. */
export const withText = (state: State, message: Message, isBusy: boolean): State => {
  const sender = senderOf(message)
  const { open, conversations, shown, showsNext } = state
  const seen = { ...state, conversations: withMessages(conversations, [message]) }
  if (conversations.has(sender) || open.includes(sender)) return seen
  const isShown = showsNext || !(isBusy || conversations.has(shown))
  return { ...withPhone(seen, sender), shown: isShown ? sender : shown, showsNext: false }
}

/** Takes over the server's state. At first it opens the phones that have texted, or one that can be answered. */
export const withServer = (state: State, stage: Stage, messages: readonly Message[]): State => {
  const conversations = withMessages(state.conversations, messages)
  const addresses = stage.lines.map((line) => addressOf(line, line.number))
  const line = addresses.includes(state.line) ? state.line : (addresses[0] ?? '')
  // What failed while nobody listened may be tried again.
  const served = { ...state, connection: 'live' as const, stage, line, conversations, notSent: {}, refusal: '' }
  const senders = [...conversations.keys()]
  const shown = state.shown || senders[0] || freshSender(served) || ''
  return [...senders, ...(shown === '' ? [] : [shown])].reduce(withPhone, { ...served, shown })
}

/** Whether a line can be called, which depends on its carrier. */
export const canBeCalled = ({ stage }: State, line: string): boolean =>
  stage?.lines.some((one) => addressOf(one, one.number) === line && carriers[one.carrier].takesCalls) ?? false

/** Whether a message is a call, which arrives as a text without words. */
export const isCall = (state: State, { direction, to, text }: Message): boolean =>
  direction === 'inbound' && text === '' && canBeCalled(state, to)

/** An example sender who doesn't have a phone on the page yet. */
export const freshSender = ({ stage, conversations, open }: State): string | undefined =>
  stage?.exampleSenders.find((sender) => !conversations.has(sender) && !open.includes(sender))

type Conversations = ReadonlyMap<string, readonly Message[]>

const withMessages = (conversations: Conversations, messages: readonly Message[]): Conversations => {
  const all = new Map(conversations)
  for (const message of messages) {
    const sender = senderOf(message)
    all.set(sender, withMessage(all.get(sender) ?? [], message))
  }
  return all
}

/** Adds what has become known about a text or a reply, such as its decision or its delivery. */
export const withFate = (conversations: Conversations, { id, ...fate }: Events['update']): Conversations => {
  for (const [sender, messages] of conversations) {
    const index = messages.findLastIndex((message) => message.id === id)
    const message = messages[index]
    if (message) return new Map(conversations).set(sender, messages.with(index, { ...message, ...fate }))
  }
  return conversations
}

/** The person on the other end: whoever texts the line or is answered by it. */
const senderOf = ({ direction, from, to }: Message): string => (direction === 'inbound' ? from : to)

/** A message may arrive twice: in the list, and in the stream. */
const withMessage = (messages: readonly Message[], message: Message): readonly Message[] => {
  const index = messages.findLastIndex(({ id, direction }) => id === message.id && direction === message.direction)
  return index < 0 ? [...messages, message] : messages.with(index, { ...messages[index], ...message })
}

export type Store = ReturnType<typeof createStore>

export const createStore = (draw: (state: State) => void, inNextFrame: (draw: () => void) => unknown) => {
  let state = initialState
  let due = false
  const drawOnce = (): void => {
    due = false
    draw(state)
  }
  return {
    state: () => state,
    /** Draws the state once in the next frame, however many changes come before it. */
    change: (change: (state: State) => State): void => {
      state = change(state)
      if (!due) inNextFrame(drawOnce)
      due = true
    },
  }
}
