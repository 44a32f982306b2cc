import { fingerprint } from '../../shared/rules/likeness.ts'
import { minute } from '../../shared/rules/timing.ts'
import type { History } from '../simulation/history.ts'
import { invariant } from './invariant.ts'
import { type Ledger, promisesMore, type Save } from './ledger.ts'

const notForSilenced = invariant(
  'limits: silenced',
  'No reply is promised to a sender who is blocked or opted out, by the clock of the process.',
  ({ saves }) => saves.filter(promisesMore),
  ({ sender, before, invocation, at }) => {
    const until = Math.max(before.blockedUntil, before.optedOutUntil)
    return until > at + invocation.skewMs
      ? `a reply was promised to ${sender}, who was blocked or opted out`
      : undefined
  },
)

/** Texts of the last six minutes: a process remembers for five that there was no room, and a margin. */
const textsReceivedLately = ({ sender, at, invocation: { process } }: Save, { invocations, texts }: History): number =>
  invocations
    .filter((other) => other.process === process && other.startedAt <= at && other.startedAt > at - 6 * minute)
    .flatMap(({ messages }) => messages)
    .filter(({ inboundId }) => texts.some((text) => text.inboundId === inboundId && text.sender === sender)).length

const blockedInTime = invariant(
  'limits: block',
  'A sender is blocked at the configured number of strikes, or earlier only if the process received that many texts from the sender within six minutes; a block lasts at most the configured time, a save adds at most one strike, and a reply resets the strikes to zero.',
  ({ saves }) => saves,
  (save, { history }) => {
    const { sender, before, after, at, invocation } = save
    const { after: allowed, forMs } = history.config.block
    const blocks = after.blockedUntil > before.blockedUntil
    if (promisesMore(save) && after.strikes > 0)
      return `${sender} still has ${after.strikes} strikes after a reply was promised`
    if (after.strikes > before.strikes + 1)
      return `one save raised the strikes of ${sender} from ${before.strikes} to ${after.strikes}`
    if (after.strikes >= allowed) return `${sender} has ${after.strikes} strikes, but is not blocked`
    if (blocks && before.strikes + 1 < allowed && textsReceivedLately(save, history) < allowed)
      return `${sender} was blocked too early, after ${before.strikes + 1} strikes`
    if (blocks && after.blockedUntil > at + invocation.skewMs + forMs)
      return `${sender} is blocked for longer than configured`
    return undefined
  },
)

const strikes = ({ saves }: Ledger) =>
  saves.flatMap((save) => {
    const { before, after } = save
    const mark = after.struck.at(-1)
    const isStrike = !promisesMore(save) && before.struck.join() !== after.struck.join()
    return mark === undefined || !isStrike ? [] : [{ ...save, mark }]
  })

const struckOnce = invariant(
  'limits: one strike',
  'A strike is marked with the fingerprint of a text in the batch that adds it, and no text adds two strikes.',
  strikes,
  (save, ledger) => {
    const { sender, invocation, mark } = save
    const text = invocation.messages.find(({ inboundId }) => fingerprint(inboundId) === mark)
    if (text === undefined) return `${sender} has a strike for a text that was not in the batch`
    const ofText = strikes(ledger).filter((other) => other.mark === mark)
    return ofText.length > 1 ? `${text.inboundId} added ${ofText.length} strikes` : undefined
  },
)

/** Whoever goes on writing is blocked in time, and gets no reply meanwhile. */
export const blocks = [notForSilenced, blockedInTime, struckOnce]
