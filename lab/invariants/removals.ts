import { callsOf, type History } from '../simulation/history.ts'
import type { SenderName } from '../simulation/schedule.ts'
import { type Invariant, invariant } from './invariant.ts'

const countryOf: { readonly [S in SenderName]: 'FR' | 'BE' | undefined } = {
  A: 'FR',
  B: 'FR',
  C: 'BE',
  D: undefined,
  E: 'BE',
  F: 'BE',
}

/** What of a text had been removed by then, if anything: its line, which is the last one then, or its sender's country. */
export const removedBy = (
  { removals, schedule, texts }: History,
  inboundId: string,
  by: number,
): 'line' | 'country' | undefined => {
  const text = texts.find((text) => text.inboundId === inboundId)
  const removed = removals.flatMap(({ at, of }) => (at <= by ? [of] : []))
  if (text === undefined) return undefined
  if (text.to === schedule.lines.at(-1) && removed.includes('line')) return 'line'
  return removed.some((of) => of === countryOf[text.sender]) ? 'country' : undefined
}

const noReplyBooked = invariant(
  'removed: silence',
  'An invocation that begins after a deployment has removed a line or a country books no reply for it.',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict === 'reply'),
  ({ text, invocation: { startedAt } }, { history }) =>
    removedBy(history, text.inboundId, startedAt)
      ? `a reply was booked for ${text.inboundId}, whose line or country was removed`
      : undefined,
)

const noReplySent = invariant(
  'removed: sent',
  'An invocation that begins after a deployment has removed a line or a country submits no reply for it.',
  ({ history }) => callsOf(history.calls, 'carrier.send').map((call) => ({ at: call.calledAt, call })),
  ({ call: { args, invocation } }, { history }) => {
    const [, { inboundId }] = args
    return removedBy(history, inboundId, invocation.startedAt)
      ? `the reply to ${inboundId} was submitted, though its line or country was removed`
      : undefined
  },
)

/** What a deployment takes away is answered no more, and the replies that wait for it are cancelled. */
export const removals: readonly Invariant[] = [noReplyBooked, noReplySent]
