import { isDeepStrictEqual } from 'node:util'

import { fingerprint } from '../../shared/rules/sender-class.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import type { History, Invocation } from '../simulation/history.ts'
import type { SenderName } from '../simulation/schedule.ts'
import { type Invariant, invariant } from './invariant.ts'
import type { Ledger, Save } from './ledger.ts'

const notForSilenced = invariant(
  'limits: silenced',
  'No reply is promised to a sender who is blocked or opted out, by the clock of the process.',
  ({ saves }) => saves.filter(({ before, after }) => [...after.replies.keys()].some((id) => !before.replies.has(id))),
  ({ sender, before, invocation, at }) => {
    const until = Math.max(before.blockedUntil, before.optedOutUntil)
    return until > at + invocation.skewMs
      ? `a reply was promised to ${sender}, who was blocked or opted out`
      : undefined
  },
)

/**
 * How many texts of a sender a process received in the last six minutes: the five for which it remembers that there was no room, and a
 * margin.
 */
const textsReceivedLately = (
  sender: SenderName,
  at: number,
  { process }: Invocation,
  { invocations, texts }: History,
): number =>
  invocations
    .filter((other) => other.process === process && other.startedAt <= at && other.startedAt > at - 6 * minute)
    .flatMap(({ messages }) => messages)
    .filter(({ inboundId }) => texts.some((text) => text.inboundId === inboundId && text.sender === sender)).length

const blockedInTime = invariant(
  'limits: block',
  'A sender is blocked at the configured number of strikes, or earlier only if the process received that many texts from the sender within six minutes; a block lasts at most the configured time, a save adds at most one strike, and a reply resets the strikes to zero.',
  ({ saves }) => saves,
  ({ sender, before, after, at, invocation }, { history }) => {
    const { after: allowed, forMs } = history.config.block
    const blocks = after.blockedUntil > before.blockedUntil
    const promises = [...after.replies.keys()].some((id) => !before.replies.has(id))
    if (promises && after.strikes > 0) return `${sender} still has ${after.strikes} strikes after a reply was promised`
    if (after.strikes > before.strikes + 1)
      return `one save raised the strikes of ${sender} from ${before.strikes} to ${after.strikes}`
    if (after.strikes >= allowed) return `${sender} has ${after.strikes} strikes, but is not blocked`
    if (blocks && before.strikes + 1 < allowed && textsReceivedLately(sender, at, invocation, history) < allowed)
      return `${sender} was blocked too early, after ${before.strikes + 1} strikes`
    if (blocks && after.blockedUntil > at + invocation.skewMs + forMs)
      return `${sender} is blocked for longer than configured`
    return undefined
  },
)

/** Saves that change a record but none of its replies, as a text that gets silence does. */
const ofSilence = ({ saves }: Ledger): readonly Save[] =>
  saves.filter(
    ({ before, after }) =>
      isDeepStrictEqual(before.replies, after.replies) && !isDeepStrictEqual(unnamed(before), unnamed(after)),
  )

/** The record without the other names of its sender, which any text may show. */
const unnamed = ({ names: _, ...record }: SenderRecord): Omit<SenderRecord, 'names'> => record

const noteTurnedAway = (before: SenderRecord, at: number): SenderRecord =>
  Math.abs(at - before.turnedAwayAt) >= day ? { ...before, turnedAwayAt: at } : before

const writingIsAStrike = invariant(
  'limits: strike',
  'A save that changes a record but none of its replies adds a strike, also for a keyword, or only notes, at most once a day, that a siege held the sender back.',
  ofSilence,
  ({ sender, before, after }, { history }) => {
    const strikes = before.strikes + 1
    const blocks = strikes >= history.config.block.after || after.blockedUntil > before.blockedUntil
    const isNoted = after.strikes === strikes || (after.strikes === 0 && blocks)
    return isNoted || isDeepStrictEqual(unnamed(after), unnamed(noteTurnedAway(before, after.turnedAwayAt)))
      ? undefined
      : `a silenced text changed the record of ${sender} without a strike: ${before.strikes} strikes before, ${after.strikes} after`
  },
)

const struckOnce = invariant(
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

const blockedSenderWritesOnce = invariant(
  'limits: blocked',
  'While a sender is blocked, a silenced text changes nothing in the record, except to make an opt-out more than a day longer.',
  ofSilence,
  ({ sender, before, after, at, invocation: { skewMs } }) => {
    const isStop = after.optedOutUntil > before.optedOutUntil + day
    return before.blockedUntil > at + skewMs && !isStop
      ? `a silenced text changed the record of ${sender}, who was blocked`
      : undefined
  },
)

/** Whoever goes on writing is blocked in time, gets no reply meanwhile, and costs few writes. */
export const blocks: readonly Invariant[] = [
  notForSilenced,
  blockedInTime,
  writingIsAStrike,
  struckOnce,
  blockedSenderWritesOnce,
]
