import { fingerprint } from '../../shared/rules/sender-class.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { nameOf, type SenderName } from '../simulation/schedule.ts'
import { type Ledger, onRecord } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

const yearMs = 365 * day

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
      ({ text: { sender, words, sentAt }, at }) =>
        sender === person && words === 'STOP' && at < text.sentAt - minute && text.sentAt < sentAt + yearMs - day,
    )
    return stopped ? `the text ${inboundId} was answered, though its sender had texted STOP` : undefined
  },
)

const stopIsRemembered = invariant(
  'opt-out: remembered',
  'After a STOP is decided as an opt-out, some version of the sender’s record notes an opt-out of at least a year from when the STOP was sent, or notes that the sender is both blocked and opted out.',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'STOP' && verdict === 'opted-out'),
  ({ text: { sender, sentAt, inboundId } }, { saves }) =>
    saves.some(
      ({ sender: other, after }) =>
        other === sender && (after.optedOutUntil >= sentAt + yearMs || isBlockedAndOptedOut(after)),
    )
      ? undefined
      : `the opt-out by ${inboundId} is not in the record of ${sender}`,
)

const stopLastsAYear = invariant(
  'opt-out: a year',
  'A save that begins or extends an opt-out sets its end to exactly one year after a STOP was sent that the invocation received, in true time.',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil > before.optedOutUntil),
  ({ sender, after, invocation }, { history: { texts } }) => {
    const counted = texts.some(
      (text) =>
        text.words === 'STOP' &&
        text.sentAt + yearMs === after.optedOutUntil &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return counted ? undefined : `the opt-out of ${sender} does not end one year after a STOP was sent`
  },
)

const stopIsAnOptOut = invariant(
  'opt-out: decided',
  'A STOP from a mobile number is always decided as an opt-out, however late it arrives.',
  ({ decisions }) => decisions.filter(({ text }) => text.words === 'STOP' && text.sender !== 'D'),
  ({ text, verdict }) => (verdict === 'opted-out' ? undefined : `the STOP ${text.inboundId} was decided as ${verdict}`),
)

const onlyStartEndsIt = invariant(
  'opt-out: ended',
  'An opt-out ends early only through a START from its sender, sent no earlier than the last STOP and at most ten minutes after the first.',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil < before.optedOutUntil),
  ({ sender, before, invocation, at }, ledger) => {
    if (before.optedOutUntil <= at + invocation.skewMs) return undefined
    const ended = ledger.history.texts.some(
      (text) =>
        text.sender === sender &&
        text.words === 'START' &&
        text.sentAt >= before.optedOutUntil - yearMs &&
        text.sentAt <= beganAt(ledger, sender, at) + 10 * minute &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return ended ? undefined : `the opt-out of ${sender} was ended without a START sent in time`
  },
)

const earlyStartEndsIt = invariant(
  'opt-out: START',
  'A START that was sent no earlier than the last STOP and at most ten minutes after the first ends the opt-out, unless its sender has been blocked.',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'START' && verdict === 'opted-out'),
  ({ at, text, invocation }, ledger) => {
    const records = onRecord(ledger.saves, text.sender, invocation.startedAt, at)
    const isOwed = records.every(
      ({ optedOutUntil, blockedUntil, struck }) =>
        optedOutUntil > at + invocation.skewMs &&
        blockedUntil === 0 &&
        text.sentAt >= optedOutUntil - yearMs &&
        !struck.includes(fingerprint(text.inboundId)),
    )
    return isOwed && text.sentAt <= beganAt(ledger, text.sender, at) + 10 * minute
      ? `${text.inboundId} did not end the opt-out of ${text.sender}`
      : undefined
  },
)

/**
 * When the first STOP of the opt-out that is in force was sent. It is computed from the texts and strikes, independently of the record's
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
  return Math.min(...stops.map(({ sentAt }) => sentAt))
}

/** Whether a sender is both blocked and opted out. Such a sender's STOP changes nothing, so that it costs no write. */
const isBlockedAndOptedOut = ({ blockedUntil, optedOutUntil }: SenderRecord): boolean =>
  blockedUntil > 0 && optedOutUntil > 0

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
      edits: [{ file: 'functions/send-reply/outcome.ts', find: ' && record.optedOutUntil <= now()', replace: '' }],
      foundBy: ['opt-out: sent'],
    },
    {
      name: 'alias not kept',
      breaks: 'The alias of a person’s id is forgotten before what it leads to, so a STOP no longer holds for the id.',
      edits: [
        {
          file: 'functions/receive-sms/booking.ts',
          find: 'await withLastingAlias(senders, senderKey, record, expiresAt)',
          replace: 'expiresAt < 0 ? await withLastingAlias(senders, senderKey, record, expiresAt) : record',
        },
      ],
      foundBy: ['opt-out: names'],
    },
    {
      name: 'opt-out dated by the arrival of STOP',
      breaks:
        'A delayed STOP counts from when it arrives instead of when it was sent, so a START sent in between is ignored.',
      edits: [{ file: throttle, find: 'sms.sentAt + optOutMs', replace: 'now + optOutMs' }],
      foundBy: ['opt-out: remembered', 'opt-out: a year'],
    },
    {
      name: 'future phone timestamp accepted',
      breaks: 'A phone whose clock is fast dates texts in the future, so a STOP among them lasts longer than a year.',
      edits: [
        {
          file: 'shared/rules/inbound-sms.ts',
          find: 'Math.min(publishedAt, Date.parse(receivedAt))',
          replace: 'Date.parse(receivedAt)',
        },
      ],
      foundBy: ['opt-out: a year', 'opt-out: ended', 'I5 owed'],
    },
    {
      name: 'stale STOP dropped',
      breaks:
        'A STOP that arrives more than 48 hours late is dropped like any other stale text, so its sender is not opted out.',
      edits: [
        { file: 'shared/rules/screen.ts', find: " && (age > optOutMs || keywordOf(text) !== 'stop')", replace: '' },
      ],
      foundBy: ['opt-out: decided', 'opt-out: names'],
    },
    {
      name: 'older START ends a newer opt-out',
      breaks: 'A START that was sent before the last STOP but arrives after it ends the opt-out.',
      edits: [{ file: throttle, find: 'sentAt >= lastStopAt && ', replace: '' }],
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
