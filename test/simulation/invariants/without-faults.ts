import { callsOf, type History, type Invocation } from '../history.ts'
import type { SenderName } from '../schedule.ts'
import type { Decision } from './decisions.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { cancelledByOperator } from './outcomes.ts'

export const answeredWithoutFaults = invariant(
  'I5',
  'without faults, a booked reply is sent within seconds of its due time, unless its sender opts out, an operator cancels it, or its text came twice and once found no room, or was stale by then',
  (ledger) => (isFaultless(ledger) ? ledger.decisions.filter((decision) => isOwed(decision, ledger)) : []),
  ({ text }, { publishes, history }) => {
    const publish = publishes.find(({ inboundId }) => inboundId === text.inboundId)
    if (publish === undefined)
      return hasStopped(history, text.sender) || cancelledByOperator(history, text.inboundId)
        ? undefined
        : `${text.inboundId} was not answered`
    const due = callsOf(history.calls, 'replies.put').flatMap(({ args: [{ inboundId, dueAt }] }) =>
      inboundId === text.inboundId && dueAt > 0 ? [dueAt] : [],
    )
    return publish.at > Math.min(...due) + promptMs ? `${text.inboundId} was answered late` : undefined
  },
)

export const smoothWithoutFaults = invariant(
  'I5 smooth',
  'without faults and without a text that comes twice, no text fails, no reply is delayed and no phone is missed',
  (ledger) => (isFaultless(ledger) && allComeOnce(ledger) ? ledger.history.invocations.map(counted) : []),
  ({ counts }) => (troubles.some((metric) => counts.has(metric)) ? 'something failed' : undefined),
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
const promptMs = 28_000

const isFaultless = ({ history: { schedule } }: Ledger): boolean =>
  [schedule.faults, schedule.pauses, schedule.outages, schedule.handedOutTwice].every(({ length }) => length === 0)
