import { isDeepStrictEqual } from 'node:util'

import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import { day } from '../../../shared/rules/timing.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import type { Save } from './saves.ts'

/** Saves that change a record, but no reservation: what a text leaves that gets silence. */
const ofSilence = ({ saves }: Ledger): readonly Save[] =>
  saves.filter(
    ({ before, after }) => isDeepStrictEqual(before.replies, after.replies) && !isDeepStrictEqual(before, after),
  )

const heldBack = (before: SenderRecord, at: number): SenderRecord =>
  Math.abs(at - before.heldBackAt) >= day ? { ...before, heldBackAt: at } : before

export const writingIsAStrike = invariant(
  'limits: strike',
  'a text that gets silence and is put on record is a strike, keywords too, or notes once a day that a siege held its sender back',
  ofSilence,
  ({ sender, before, after }, { history }) => {
    const strikes = before.strikes + 1
    const isNoted = after.strikes === strikes || (after.strikes === 0 && strikes >= history.policy.block.after)
    return isNoted || isDeepStrictEqual(after, heldBack(before, after.heldBackAt))
      ? undefined
      : `${sender} had ${before.strikes} strikes, and has ${after.strikes} after another text`
  },
)

export const blockedSenderWritesOnce = invariant(
  'limits: blocked',
  'a blocked sender changes nothing on record, but for a first STOP',
  ofSilence,
  ({ sender, before, after, at, invocation: { skewMs } }) => {
    const isFirstStop = before.optedOutUntil <= at + skewMs && after.optedOutUntil > before.optedOutUntil
    return before.blockedUntil > at + skewMs && !isFirstStop ? `${sender} was blocked, and went on record` : undefined
  },
)
