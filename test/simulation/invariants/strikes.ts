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
      isDeepStrictEqual(bookingsIn(before), bookingsIn(after)) && !isDeepStrictEqual(unnamed(before), unnamed(after)),
  )

/** The record without the other name of its sender, which any text may show. */
const unnamed = ({ alsoKnownAs: _, ...record }: SenderRecord): SenderRecord => record

const bookingsIn = ({ replies, bookedFor, bookedAnewFor }: SenderRecord) => [replies, bookedFor, bookedAnewFor]

const heldBack = (before: SenderRecord, at: number): SenderRecord =>
  Math.abs(at - before.heldBackAt) >= day ? { ...before, heldBackAt: at, heldBackBefore: before.heldBackAt } : before

export const writingIsAStrike = invariant(
  'limits: strike',
  'A save that changes a record but none of its reservations and bookings adds a strike, also for a keyword, or only notes, at most once a day, that a siege held the sender back.',
  ofSilence,
  ({ sender, before, after }, { history }) => {
    const strikes = before.strikes + 1
    const blocks = strikes >= history.config.block.after || after.blockedUntil > before.blockedUntil
    const isNoted = after.strikes === strikes || (after.strikes === 0 && blocks)
    return isNoted || isDeepStrictEqual(unnamed(after), unnamed(heldBack(before, after.heldBackAt)))
      ? undefined
      : `a silenced text changed the record of ${sender} without a strike: ${before.strikes} strikes before, ${after.strikes} after`
  },
)

export const struckOnce = invariant(
  'limits: one strike',
  'A strike is marked with the fingerprint of a text in the batch that adds it, and no text adds two strikes.',
  (ledger) => ofSilence(ledger).filter(isStrike),
  (save, ledger) => {
    const mark = markOf(save)
    const text = save.invocation.messages.find(({ inboundId }) => fingerprint(inboundId) === mark)
    if (text === undefined) return `${save.sender} has a strike for a text that was not in the batch`
    const strikes = ofSilence(ledger).filter((other) => isStrike(other) && markOf(other) === mark)
    return strikes.length > 1 ? `${text.inboundId} added ${strikes.length} strikes` : undefined
  },
)

const markOf = ({ after }: Save): string | undefined => after.struck.at(-1)

const isStrike = ({ before, after }: Save): boolean => !isDeepStrictEqual(before.struck, after.struck)

export const blockedSenderWritesOnce = invariant(
  'limits: blocked',
  'While a sender is blocked, a silenced text changes nothing in the record, except to begin an opt-out.',
  ofSilence,
  ({ sender, before, after, at, invocation: { skewMs } }) => {
    const isFirstStop = before.optedOutUntil <= at + skewMs && after.optedOutUntil > before.optedOutUntil
    return before.blockedUntil > at + skewMs && !isFirstStop
      ? `a silenced text changed the record of ${sender}, who was blocked`
      : undefined
  },
)
