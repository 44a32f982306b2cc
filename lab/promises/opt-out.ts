import { fingerprint } from '../../shared/rules/sender-class.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { nameOf, type SenderName } from '../simulation/schedule.ts'
import { type Ledger, onRecord } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'
import { removedBy } from './removals.ts'

/** A year, and a day, within which a blocked sender's further STOPs change nothing. */
const optOutMs = 366 * day

const stopIsHonoured = invariant(
  'opt-out: sent',
  'An invocation sends no reply to a sender who is opted out from its start until it submits the reply.',
  ({ publishes }) => publishes,
  ({ inboundId, reply, call: { invocation, calledAt } }, { saves }) =>
    onRecord(saves, nameOf(reply.senderKey), invocation.startedAt, calledAt).every(
      ({ optedOutUntil }) => optedOutUntil > invocation.startedAt + invocation.skewMs,
    )
      ? `the reply to ${inboundId} was sent, though its sender was opted out`
      : undefined,
)

const stopHoldsForAllNames = invariant(
  'opt-out: names',
  'No reply is sent for a text that comes more than a minute and less than a year after a STOP by the same person was decided, whichever names of the person the two show, unless the person has texted START.',
  ({ publishes }) => publishes,
  ({ inboundId, reply }, { decisions, history: { texts } }) => {
    const text = texts.find((one) => one.inboundId === inboundId)
    const person = nameOf(reply.senderKey)
    if (text === undefined || texts.some(({ sender, words }) => sender === person && words === 'START'))
      return undefined
    const stopped = decisions.some(
      ({ text: { sender, words, queuedAt }, at }) =>
        sender === person &&
        words === 'STOP' &&
        at < text.queuedAt - minute &&
        text.queuedAt < queuedAt + optOutMs - day,
    )
    return stopped ? `the text ${inboundId} was answered, though its sender had texted STOP` : undefined
  },
)

const stopIsRemembered = invariant(
  'opt-out: remembered',
  'After a STOP is decided as an opt-out, some version of the sender’s record notes an opt-out of at least a year from when the STOP reached us.',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'STOP' && verdict === 'opted-out'),
  ({ text: { sender, queuedAt, inboundId } }, { saves }) =>
    saves.some(({ sender: other, after }) => other === sender && after.optedOutUntil >= queuedAt + optOutMs - day)
      ? undefined
      : `the opt-out by ${inboundId} is not in the record of ${sender}`,
)

const stopLastsAYear = invariant(
  'opt-out: a year',
  'A save that begins or extends an opt-out sets its end to exactly a year and a day after a STOP reached us that the invocation received, in true time.',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil > before.optedOutUntil),
  ({ sender, after, invocation }, { history: { texts } }) => {
    const counted = texts.some(
      (text) =>
        text.words === 'STOP' &&
        text.queuedAt + optOutMs === after.optedOutUntil &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return counted ? undefined : `the opt-out of ${sender} does not end a year and a day after a STOP reached us`
  },
)

const stopIsAnOptOut = invariant(
  'opt-out: decided',
  'A STOP from a mobile number is always decided as an opt-out, however late it arrives, unless its line or country was removed.',
  ({ decisions }) => decisions.filter(({ text }) => text.words === 'STOP' && text.sender !== 'D'),
  ({ text, verdict, invocation }, { history }) =>
    verdict === 'opted-out' || removedBy(history, text.inboundId, invocation.startedAt) !== undefined
      ? undefined
      : `the STOP ${text.inboundId} was decided as ${verdict}`,
)

const onlyStartEndsIt = invariant(
  'opt-out: ended',
  'An opt-out ends early only through a START from its sender that reached us no earlier than the last STOP and at most ten minutes after the first.',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil < before.optedOutUntil),
  ({ sender, before, invocation, at }, ledger) => {
    if (before.optedOutUntil <= at + invocation.skewMs) return undefined
    const ended = ledger.history.texts.some(
      (text) =>
        text.sender === sender &&
        text.words === 'START' &&
        text.queuedAt >= before.optedOutUntil - optOutMs &&
        text.queuedAt <= beganAt(ledger, sender, at) + 10 * minute &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return ended ? undefined : `the opt-out of ${sender} was ended without a START in time`
  },
)

const earlyStartEndsIt = invariant(
  'opt-out: START',
  'A START that reached us no earlier than the last STOP and at most ten minutes after the first ends the opt-out, unless its sender has been blocked.',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'START' && verdict === 'opted-out'),
  ({ at, text, invocation }, ledger) => {
    const records = onRecord(ledger.saves, text.sender, invocation.startedAt, at)
    const isOwed = records.every(
      ({ optedOutUntil, blockedUntil, struck }) =>
        optedOutUntil > at + invocation.skewMs &&
        blockedUntil === 0 &&
        text.queuedAt >= optedOutUntil - optOutMs &&
        !struck.includes(fingerprint(text.inboundId)),
    )
    return isOwed && text.queuedAt <= beganAt(ledger, text.sender, at) + 10 * minute
      ? `${text.inboundId} did not end the opt-out of ${text.sender}`
      : undefined
  },
)

/**
 * When the first STOP of the opt-out that is in force reached us. It is computed from the texts and strikes, independently of the record's
 * `optedOutSince`.
 */
const beganAt = (ledger: Pick<Ledger, 'saves' | 'history'>, sender: SenderName, at: number): number => {
  const earlier = ledger.saves.filter((save) => save.sender === sender && save.at < at)
  const begins = earlier.findLastIndex(
    ({ at: savedAt, before, after, invocation }) =>
      after.optedOutUntil > before.optedOutUntil && before.optedOutUntil <= savedAt + invocation.skewMs,
  )
  const noted = earlier
    .slice(Math.max(0, begins))
    .flatMap(({ before, after }) => after.struck.filter((mark) => !before.struck.includes(mark)))
  const stops = ledger.history.texts.filter(
    ({ words, inboundId }) => words === 'STOP' && noted.includes(fingerprint(inboundId)),
  )
  return Math.min(...stops.map(({ queuedAt }) => queuedAt))
}

const throttle = 'shared/rules/throttle.ts'

/** STOP holds for a year and for every name of its sender, and only an early START ends it. */
export const optOut: Promised = {
  invariants: [
    stopIsHonoured,
    stopHoldsForAllNames,
    stopIsRemembered,
    stopLastsAYear,
    stopIsAnOptOut,
    onlyStartEndsIt,
    earlyStartEndsIt,
  ],
  mutants: [
    {
      name: 'opt-out ignored for a queued reply',
      breaks: 'A queued reply is sent even though its sender has opted out in the meantime.',
      edits: [
        {
          file: 'functions/send-reply/handler.ts',
          find: ' && record.optedOutUntil <= dispatcher.now()',
          replace: '',
        },
      ],
      foundBy: ['opt-out: sent'],
    },
    {
      name: 'alias not kept',
      breaks: 'The alias of a person’s id is forgotten before what it leads to, so a STOP no longer holds for the id.',
      edits: [
        {
          file: 'shared/load-sender.ts',
          find: 'keys.length > 0 && until < expiresAt',
          replace: 'keys.length > 0 && until < expiresAt && expiresAt < 0',
        },
      ],
      foundBy: ['opt-out: names'],
    },
    {
      name: 'opt-out dated by the arrival of STOP',
      breaks:
        'A delayed STOP counts from when it arrives instead of when it reached us, so a START in between is ignored.',
      edits: [
        {
          file: throttle,
          find: 'record.optedOutUntil, publishedAt + optOutMs',
          replace: 'record.optedOutUntil, now + optOutMs',
        },
      ],
      foundBy: ['opt-out: remembered', 'opt-out: a year'],
    },
    {
      name: 'time of START believed',
      breaks: 'START counts from the time that a phone claims, so that one dated back ends an opt-out much later.',
      edits: [
        {
          file: 'shared/rules/inbound-sms.ts',
          find: '\n    publishedAt,\n',
          replace: '\n    publishedAt: Date.parse(receivedAt ?? new Date(publishedAt).toISOString()),\n',
        },
      ],
      foundBy: ['opt-out: a year', 'opt-out: ended', 'opt-out: remembered', 'opt-out: START', 'opt-out: names'],
    },
    {
      name: 'stale STOP dropped',
      breaks:
        'A STOP that arrives more than 48 hours late is dropped like any other stale text, so its sender is not opted out.',
      edits: [
        {
          file: 'shared/rules/screen.ts',
          find: " && (now - publishedAt > optOutMs || keywordOf(text) !== 'stop')",
          replace: '',
        },
      ],
      foundBy: ['opt-out: decided', 'opt-out: names'],
    },
    {
      name: 'older START ends a newer opt-out',
      breaks: 'A START that reached us before the last STOP but is handled after it ends the opt-out.',
      edits: [{ file: throttle, find: 'publishedAt >= lastStopAt && ', replace: '' }],
      foundBy: ['opt-out: ended'],
    },
    {
      name: 'keyword from a remembered sender ignored',
      breaks:
        'A process that remembers a sender as silenced saves no changes to the sender’s record, so START and STOP have no effect.',
      edits: [
        {
          file: 'functions/receive-sms/answer.ts',
          find: "if (plan.kind !== 'silent' || plan.record !== undefined) return undefined",
          replace: "if (plan.kind !== 'silent') return undefined",
        },
      ],
      foundBy: ['opt-out: START', 'I5 silence', 'opt-out: remembered', 'opt-out: decided'],
    },
  ],
}
