import { hourOf } from '../../../shared/rules/calendar.ts'
import { publishMarginMs } from '../../../shared/rules/timing.ts'
import { callsOf } from '../history.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** Replies that were queued with a booking, and the gap that their budget requires between two replies. */
export const queued = ({ history: { calls, config } }: Ledger) =>
  callsOf(calls, 'replies.put').flatMap(({ args: [reply], calledAt: at, nth, invocation }) => {
    const { hour = 0, gapMs = 0 } = config.budgets[reply.budget] ?? {}
    return reply.dueAt === 0 ? [] : [{ at, nth, reply, invocation, gapMs, roundMs: hour * gapMs }]
  })

export const keptApart = invariant(
  'I3 apart',
  'Two replies that are booked into the same hour of a budget with a gap are due at least that gap apart.',
  (ledger) => queued(ledger).filter(({ gapMs }) => gapMs > 0),
  ({ nth, reply, gapMs }, { history }) => {
    const tooNear = callsOf(history.calls, 'replies.put').find(
      ({ nth: other, args: [{ budget, dueAt, inboundId }] }) =>
        other < nth &&
        !(inboundId === reply.inboundId && dueAt === reply.dueAt) &&
        budget === reply.budget &&
        hourOf(dueAt) === hourOf(reply.dueAt) &&
        Math.abs(dueAt - reply.dueAt) < gapMs,
    )
    return (
      tooNear &&
      `the replies to ${reply.inboundId} and ${tooNear.args[0].inboundId} are due less than ${gapMs} ms apart`
    )
  },
)

/** The replies that receive-sms booked into the hour that they were wanted in, whatever their delay was. */
const asWanted = (ledger: Ledger) =>
  queued(ledger).flatMap(({ at, reply, invocation, roundMs }) => {
    const { min, max } = ledger.history.config.replyDelayMs
    const [earliest, latest] = [invocation.startedAt + invocation.skewMs + min, at + invocation.skewMs + max]
    const isSure = [earliest, latest].every((wantedAt) => hourOf(wantedAt) === hourOf(reply.dueAt))
    const wasBooked = ledger.saves.some(
      (save) => save.invocation !== invocation && save.at <= at && save.after.bookedFor.has(reply.inboundId),
    )
    return isSure && !wasBooked && invocation.functionName === 'receive-sms' ? [{ at, reply, latest, roundMs }] : []
  })

export const dueInTurn = invariant(
  'I5 in turn',
  'A reply that receive-sms books into the hour in which its delay ends is due no later than the end of the longest possible delay, or the first due time of that hour if that is later, plus one round of slots (the hourly limit times the gap).',
  asWanted,
  ({ reply, latest, roundMs }) =>
    reply.dueAt > Math.max(latest, hourOf(reply.dueAt) + publishMarginMs) + roundMs
      ? `the reply to ${reply.inboundId} is due later than necessary`
      : undefined,
)
