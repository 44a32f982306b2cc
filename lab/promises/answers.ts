import { staleAfterMs } from '../../shared/rules/timing.ts'
import { callsOf, type History, type Invocation } from '../simulation/history.ts'
import type { SenderName } from '../simulation/schedule.ts'
import type { Decision } from './decisions.ts'
import { invariant, type Promised } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { cancelledByOperator } from './outcomes.ts'

const onlyOwedReplies = invariant(
  'I5 owed',
  'receive-sms books a reply only to a mobile number, and only if the text is not stale when the invocation begins.',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict === 'reply'),
  ({ text, invocation: { startedAt, skewMs } }) => {
    if (text.sender === 'D') return `a reply was booked for ${text.inboundId}, which did not come from a mobile number`
    return startedAt + skewMs - text.sentAt > staleAfterMs
      ? `a reply was booked for ${text.inboundId}, which was stale`
      : undefined
  },
)

const answeredWithoutFaults = invariant(
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

const smoothWithoutFaults = invariant(
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

/** Whoever is owed a reply gets one in time if nothing fails, and nobody else does. */
export const answers: Promised = {
  invariants: [onlyOwedReplies, answeredWithoutFaults, smoothWithoutFaults],
  mutants: [
    {
      name: 'non-mobile number answered',
      breaks: 'A sender that is not a valid mobile number, such as a short code, gets a reply.',
      edits: [
        {
          file: 'shared/rules/screen.ts',
          find: "  if (mobile === undefined) return { silent: 'not-a-mobile' }\n  if (mobile.country",
          replace: "  if (mobile === undefined) return { line, country: 'FR' }\n  if (mobile.country",
        },
      ],
      foundBy: ['I5 owed'],
    },
    {
      name: 'conflict ignored',
      breaks: 'A reply is booked even though its reservation was not saved because of a conflict.',
      edits: [
        {
          file: 'functions/receive-sms/answer.ts',
          find: "  const reserved = await saveSender(receiver, text, stored, record)\n  if (reserved === undefined) return 'conflict'\n",
          replace: '  const reserved = (await saveSender(receiver, text, stored, record)) ?? stored\n',
        },
      ],
      foundBy: ['I5', 'I7 end', 'I7 cancelled', 'rush: once', 'opt-out: remembered'],
    },
    {
      name: 'hold longer than SQS allows',
      breaks: 'A reply may be held for more than the twelve hours that SQS allows, so SQS rejects the request.',
      edits: [
        {
          file: 'functions/send-reply/waiting.ts',
          find: 'Math.min(ms, longestHoldMs)',
          replace: 'Math.min(ms, 100 * longestHoldMs)',
        },
      ],
      foundBy: ['I5 smooth'],
    },
  ],
}
