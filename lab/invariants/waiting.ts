import { beatRetryMs } from '../../shared/rules/beat.ts'
import { waitEndsAt, waitingIn } from '../../shared/rules/sender-record.ts'
import { lateAfterMs, longestWaitMs, lookEveryMs, minute } from '../../shared/rules/timing.ts'
import { callsOf } from '../simulation/history.ts'
import { toleranceMs } from './budget.ts'
import { isFaultless } from './endings.ts'
import { invariant } from './invariant.ts'
import { type Ledger, onRecord, removedBy, type Save } from './ledger.ts'

/** The texts that an invocation of receive-sms hid, because they wait for room, and when. */
const hidden = ({ history }: Ledger) =>
  callsOf(history.calls, 'texts.hide').flatMap(({ args: [receiptHandle, ms], calledAt, invocation }) => {
    const ids = invocation.messages.filter(({ messageId }) => receiptHandle.startsWith(`${messageId}/`))
    const senders = history.texts.filter(({ inboundId }) => ids.some((message) => message.inboundId === inboundId))
    const isBeat = senders.length === 0 && ms === beatRetryMs
    return isBeat ? [] : [{ at: calledAt, ms, texts: senders, invocation }]
  })

const oneAtATime = invariant(
  'waiting: one',
  'A text is hidden only while the record of its sender says that it waits, which it says of one text at a time.',
  hidden,
  ({ at, texts, invocation }, { saves }) => {
    const waits = texts.some(({ inboundId, sender }) =>
      onRecord(saves, sender, invocation.startedAt - toleranceMs, at).some(
        ({ waiting }) => waiting?.inboundId === inboundId,
      ),
    )
    return waits ? undefined : `${texts.map(({ inboundId }) => inboundId).join()} was hidden, and nobody waits`
  },
)

const notForEver = invariant(
  'waiting: ends',
  'A text is looked at again before its wait is over: within two periods, and not after four hours since its first look, or a day if it was late.',
  hidden,
  ({ at, ms, texts, invocation: { skewMs, startedAt } }, { saves }) => {
    const until = texts.flatMap(({ inboundId, sender }) =>
      onRecord(saves, sender, startedAt - toleranceMs, at).flatMap(({ waiting }) =>
        waiting?.inboundId === inboundId ? [waitEndsAt(waiting)] : [],
      ),
    )
    if (ms > 2 * lookEveryMs) return 'a text was hidden for more than two periods'
    return at + skewMs + ms > Math.max(...until) + lookEveryMs + toleranceMs
      ? 'a text was hidden although its wait is over'
      : undefined
  },
)

const decidedInTime = invariant(
  'waiting: decided',
  'Without faults, every text that comes alone in its message is decided within four hours and forty minutes, or a day and as much if it came late.',
  (ledger) => (isFaultless(ledger) ? ledger.decisions : []),
  ({ at, text, invocation }, { history }) => {
    const first = history.invocations.find(({ messages }) =>
      messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    const since = first?.startedAt ?? invocation.startedAt
    const isLate = since - Math.min(text.sentAt, text.receivedAt ?? text.sentAt) > lateAfterMs - toleranceMs
    const most = (isLate ? longestWaitMs.late : longestWaitMs.onTime) + 2 * lookEveryMs + minute
    return at - since > most && !hasCompany(text.inboundId, history)
      ? `${text.inboundId} was decided too late`
      : undefined
  },
)

const gone = invariant(
  'waiting: gone',
  'Once a message that came again is decided, the record of its sender no longer says that its text waits, unless its line or country was removed meanwhile: then it does until the wait is over.',
  // A copy of a text that waits is a duplicate, and may come with the message that is hidden again.
  ({ decisions }) =>
    decisions.filter(
      ({ text, verdict, invocation: { messages } }) =>
        verdict !== 'duplicate' &&
        messages.some(({ inboundId, receives }) => inboundId === text.inboundId && receives > 1),
    ),
  ({ at, text: { inboundId, sender }, invocation: { startedAt, skewMs } }, { saves, history }) =>
    removedBy(history, inboundId, startedAt) !== undefined ||
    onRecord(saves, sender, startedAt, at).some((record) => waitingIn(record, at + skewMs)?.inboundId !== inboundId)
      ? undefined
      : `${inboundId} was decided, and still waits by the record of its sender`,
)

/** A copy of a text may come days later, and a text is decided anew as often as another in its message comes again. */
const hasCompany = (inboundId: string, { invocations }: Ledger['history']): boolean => {
  const received = invocations.flatMap(({ functionName, messages }) => (functionName === 'receive-sms' ? messages : []))
  const its = new Set(received.flatMap((one) => (one.inboundId === inboundId ? [one.messageId] : [])))
  return its.size > 1 || received.some((one) => its.has(one.messageId) && one.inboundId !== inboundId)
}

/** Saves that promise a reply to a text that came late. */
const promisedLate = ({ saves, history }: Ledger) =>
  saves.flatMap((save) =>
    [...save.after.replies]
      .filter(([id]) => !save.before.replies.has(id))
      .flatMap(([inboundId, { at }]) => {
        const text = history.texts.find((sent) => sent.inboundId === inboundId)
        const sentAt = text && Math.min(text.sentAt, text.queuedAt, text.receivedAt ?? text.queuedAt)
        return sentAt !== undefined && at - sentAt > lateAfterMs + toleranceMs ? [{ ...save, inboundId }] : []
      }),
  )

const lateWaits = invariant(
  'waiting: late',
  'A text that came late is booked only after it has waited for a look, so the first of a backlog do not take all.',
  promisedLate,
  ({ inboundId, sender, at }, { saves }) =>
    waitedBefore(saves, sender, inboundId, at) ? undefined : `${inboundId} came late, and was booked at once`,
)

/** Whether the record said before a time that a text waits. */
export const waitedBefore = (saves: readonly Save[], sender: Save['sender'], inboundId: string, at: number): boolean =>
  saves.some((save) => save.sender === sender && save.at < at && save.after.waiting?.inboundId === inboundId)

/** Who finds no room at once waits in turn, and neither for ever nor twice. */
export const waiting = [oneAtATime, notForEver, decidedInTime, lateWaits, gone]
