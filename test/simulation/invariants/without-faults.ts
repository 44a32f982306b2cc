import { callsOf, type History, type Invocation } from '../history.ts'
import type { SenderName } from '../schedule.ts'
import type { Decision } from './decisions.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { cancelledByOperator } from './outcomes.ts'

export const answeredWithoutFaults = invariant(
  'I5',
  'Without faults, a booked reply is sent at most 36 seconds after its due time, unless its sender texts STOP, an operator cancels it, or another delivery of its text is silenced as over-budget or stale.',
  (ledger) => (isFaultless(ledger) ? ledger.decisions.filter((decision) => isOwed(decision, ledger)) : []),
  ({ text }, { publishes, history }) => {
    const publish = publishes.find(({ inboundId }) => inboundId === text.inboundId)
    if (publish === undefined)
      return hasStopped(history, text.sender) || cancelledByOperator(history, text.inboundId)
        ? undefined
        : `the booked reply to ${text.inboundId} was not sent`
    const due = callsOf(history.calls, 'replies.put').flatMap(({ args: [{ inboundId, dueAt }] }) =>
      inboundId === text.inboundId && dueAt > 0 ? [dueAt] : [],
    )
    return publish.at > Math.min(...due) + promptMs
      ? `the reply to ${text.inboundId} was sent too long after its due time`
      : undefined
  },
)

export const smoothWithoutFaults = invariant(
  'I5 smooth',
  'Without faults, forgeries and duplicate deliveries, no invocation counts a failed text, a delayed reply, a refusal by a line or an offline phone.',
  (ledger) =>
    isFaultless(ledger) && allComeOnce(ledger) && ledger.history.forged.size === 0
      ? ledger.history.invocations.map(counted)
      : [],
  ({ counts }) =>
    troubles.some((metric) => counts.has(metric))
      ? 'a failed text, a delayed reply, a refusal or an offline phone was counted'
      : undefined,
)

const troubles = ['TextsFailed', 'RepliesDelayed', 'LineRefused', 'PhoneOffline'] as const

const counted = ({ startedAt, counts }: Invocation) => ({ at: startedAt, counts })

const allComeOnce = ({ history: { schedule } }: Ledger): boolean =>
  schedule.lostAcknowledgements.length === 0 && schedule.texts.every(({ copyAfterMs }) => copyAfterMs === undefined)

const isOwed = ({ text, verdict }: Decision, { decisions }: Ledger): boolean =>
  verdict === 'reply' &&
  !decisions.some((other) => other.text === text && ['over-budget', 'stale'].includes(other.verdict))

const hasStopped = ({ texts }: History, sender: SenderName): boolean =>
  texts.some((text) => text.sender === sender && text.words === 'STOP')

/** How much of an hour is left after the last due time in it. */
const promptMs = 36_000

/** A carrier that is slower than settings say is a fault, too. */
const isFaultless = ({ history: { schedule } }: Ledger): boolean =>
  schedule.carrierIntervalMs <= schedule.config.sendIntervalMs &&
  [schedule.faults, schedule.pauses, schedule.outages, schedule.handedOutTwice].every(({ length }) => length === 0)
