import { isDeepStrictEqual } from 'node:util'

import { fingerprint } from '../../../shared/rules/fingerprint.ts'
import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import { day } from '../../../shared/rules/timing.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import type { Save } from './saves.ts'

/** Saves that change a record but none of its reservations and bookings, as a text that gets silence does. */
const ofSilence = ({ saves }: Ledger): readonly Save[] =>
  saves.filter(
    ({ before, after }) =>
      isDeepStrictEqual(bookingsIn(before), bookingsIn(after)) && !isDeepStrictEqual(before, after),
  )

const bookingsIn = ({ replies, bookedFor, bookedAnewFor }: SenderRecord) => [replies, bookedFor, bookedAnewFor]

const heldBack = (before: SenderRecord, at: number): SenderRecord =>
  Math.abs(at - before.heldBackAt) >= day ? { ...before, heldBackAt: at } : before

export const writingIsAStrike = invariant(
  'limits: strike',
  'a text that gets silence and is put on record is a strike, keywords too, or notes once a day that a siege held its sender back',
  ofSilence,
  ({ sender, before, after }, { history }) => {
    const strikes = before.strikes + 1
    const blocks = strikes >= history.config.block.after || after.blockedUntil > before.blockedUntil
    const isNoted = after.strikes === strikes || (after.strikes === 0 && blocks)
    return isNoted || isDeepStrictEqual(after, heldBack(before, after.heldBackAt))
      ? undefined
      : `${sender} had ${before.strikes} strikes, and has ${after.strikes} after another text`
  },
)

export const struckOnce = invariant(
  'limits: one strike',
  'a strike leaves the mark of a text that its process was handling, and no text is a strike twice',
  (ledger) => ofSilence(ledger).filter(isStrike),
  (save, ledger) => {
    const mark = markOf(save)
    const text = save.invocation.messages.find(({ inboundId }) => fingerprint(inboundId) === mark)
    if (text === undefined) return `${save.sender} has a strike for a text that nobody was handling`
    const strikes = ofSilence(ledger).filter((other) => isStrike(other) && markOf(other) === mark)
    return strikes.length > 1 ? `${text.inboundId} was a strike ${strikes.length} times` : undefined
  },
)

const markOf = ({ after }: Save): string | undefined => after.struck.at(-1)

const isStrike = ({ before, after }: Save): boolean => !isDeepStrictEqual(before.struck, after.struck)

export const blockedSenderWritesOnce = invariant(
  'limits: blocked',
  'a blocked sender changes nothing on record, but for a first STOP',
  ofSilence,
  ({ sender, before, after, at, invocation: { skewMs } }) => {
    const isFirstStop = before.optedOutUntil <= at + skewMs && after.optedOutUntil > before.optedOutUntil
    return before.blockedUntil > at + skewMs && !isFirstStop ? `${sender} was blocked, and went on record` : undefined
  },
)
