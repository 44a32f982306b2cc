import { pacedAs } from '../../shared/rules/carriers.ts'
import { expiryOf } from '../../shared/rules/queued-reply.ts'
import { day, hour, minute, sendReplyProcesses } from '../../shared/rules/timing.ts'
import { type CallOf, callsOf, carrierAnswerTo } from '../simulation/history.ts'
import { hasPhone } from '../virtual/stage.ts'
import { invariant } from './invariant.ts'
import { hasAnswer, type Ledger } from './ledger.ts'

type Attempt = Ledger['attempts'][number]

const paceOf = (call: CallOf<'carrier.send'> | CallOf<'carrier.ask'>): string =>
  pacedAs({ carrier: call.args[0], number: call.verb === 'carrier.ask' ? call.args[1] : call.args[1].from })

/** Requests to a paced carrier, each with the one before it of the same process. A phone check is not paced. */
const requests = ({ history }: Ledger) => {
  const last = new Map<string, CallOf<'carrier.send'> | CallOf<'carrier.ask'>>()
  return history.calls.flatMap((call) => {
    if (call.verb !== 'carrier.send' && (call.verb !== 'carrier.ask' || hasPhone(call.args[0]))) return []
    const key = `${call.invocation.process} ${paceOf(call)}`
    const before = last.get(key)
    last.set(key, call)
    return before === undefined ? [] : [{ at: call.calledAt, call, before }]
  })
}

const spaced = invariant(
  'pace: spaced',
  'A process asks or sends no sooner than the carrier’s interval, times the number of processes, after its last request.',
  requests,
  ({ call, before }, { history: { config } }) => {
    const leastMs = sendReplyProcesses * (config.sendIntervalMs?.[call.args[0]] ?? 0)
    return call.calledAt - before.calledAt < leastMs
      ? `${call.invocation.process} made two requests within ${leastMs} ms`
      : undefined
  },
)

const unknown = (call: CallOf<'carrier.send'>): boolean => carrierAnswerTo(call) === 'unknown'

const asksFirst = invariant(
  'pace: question',
  'After an attempt of which nobody knows what became of it, a process attempts nothing before it has asked whether anybody is there.',
  (ledger) => requests(ledger).filter(({ before }) => before.verb === 'carrier.send' && unknown(before)),
  ({ call }) =>
    call.verb === 'carrier.send' && !hasPhone(call.args[0])
      ? `${call.invocation.process} attempted to send before it asked whether anybody is there`
      : undefined,
)

/** What the line of an attempt owes, in milliseconds, by what its invocation read and the clock of its process. */
const owedAt = ({ at, call: { invocation } }: Attempt): number | undefined => {
  const paidAt = callsOf(invocation.calls, 'debts.read')[0]?.effects.at(-1)?.answer
  return paidAt === undefined ? undefined : Math.max(0, paidAt - (at + invocation.skewMs))
}

/** Whether the reply of an attempt expires within half an hour. */
const isNearExpiry = ({ at, reply, call: { invocation } }: Attempt): boolean =>
  expiryOf(reply) - (at + invocation.skewMs) <= 30 * minute

const rests = invariant(
  'pace: rest',
  'No reply is submitted by an invocation that read that its line owes more than an hour, unless the reply expires within half an hour.',
  ({ attempts }) => attempts,
  (attempt) =>
    (owedAt(attempt) ?? day) <= hour || isNearExpiry(attempt)
      ? undefined
      : `the reply to ${attempt.inboundId} was submitted while its line rested, or without a look`,
)

/** What the invocation of an attempt added to the debt of its line, if anything. */
const added = ({ call: { invocation } }: Attempt) => callsOf(invocation.calls, 'debts.add')[0]

const answered = ({ call }: Attempt): boolean => ['accepted', 'rejected'].includes(carrierAnswerTo(call) ?? '')

/** Whether an attempt adds to a debt what it should. Up to a minute has passed since it was made. */
const addsRightly = (attempt: Attempt, ms: number): boolean => {
  const owed = owedAt(attempt) ?? 0
  const isLoss = unknown(attempt.call)
  if (ms === 0) return !(isLoss || (answered(attempt) && owed > minute)) || owed > hour
  if (owed > hour + minute) return false
  return isLoss ? ms >= 30 * minute && ms < hour : answered(attempt) && owed > 0 && ms === -7.5 * minute
}

const noted = invariant(
  'pace: debt',
  'An attempt without a clear answer adds 30 to 60 minutes to the debt of its line, each reply another sum; a clear answer takes 7.5 minutes off what is owed; any other adds nothing, nor does any while the line rests. Only a process that dies fails to add, or one that counts its failure.',
  ({ attempts }) => attempts.filter(({ call }) => call.invocation.end?.kind !== 'died'),
  (attempt, { attempts }) => {
    const { args: [, ms = 0] = [], endedAt, fault = 'works' } = added(attempt) ?? {}
    if (endedAt !== undefined && !hasAnswer(fault) && !attempt.call.invocation.counts.has('RepliesDelayed'))
      return `nobody was told that the debt for ${attempt.inboundId} could not be noted`
    const isLikeAnother = attempts.some(
      (other) => other.inboundId !== attempt.inboundId && ms > 0 && added(other)?.args[1] === ms,
    )
    return isLikeAnother || !addsRightly(attempt, ms)
      ? `the reply to ${attempt.inboundId} added ${ms / minute} minutes to what its line owes`
      : undefined
  },
)

/** Attempts of which nobody knows what became of them, and whose loss was noted, or should have been. */
const lostOf = ({ attempts }: Ledger, line: string): readonly Attempt[] =>
  attempts.filter(
    (attempt) =>
      attempt.call.args[1].from === line &&
      unknown(attempt.call) &&
      !isNearExpiry(attempt) &&
      (added(attempt)?.effects.length ?? 1) > 0 &&
      attempt.call.invocation.end?.kind !== 'died',
  )

const losses = invariant(
  'pace: losses',
  'In any time, a line loses no more replies than one for each process, one for each half an hour of that time and an hour more, and one for each four answers, but for those whose loss could not be noted, whose process died, or that expire within half an hour.',
  ({ attempts }) => attempts.filter(({ call }) => unknown(call)),
  (attempt, ledger) => {
    const { from } = attempt.call.args[1]
    const { sending = sendReplyProcesses } = ledger.history.schedule
    const lost = lostOf(ledger, from).filter(({ at }) => at <= attempt.at)
    const broken = lost.some((first, i) => {
      const answers = ledger.attempts.filter(
        (other) =>
          other.call.args[1].from === from && answered(other) && other.at >= first.at && other.at <= attempt.at,
      ).length
      const paid = hour + attempt.at - first.at + minute + 7.5 * minute * (answers + sending)
      return lost.length - i > sending + paid / (30 * minute)
    })
    return broken ? `too many replies were lost in the time up to that to ${attempt.inboundId}` : undefined
  },
)

const beforeExpiry = invariant(
  'pace: expiry',
  'No reply is hidden until after it expires because its line rests.',
  ({ history }) =>
    callsOf(history.calls, 'replies.hide').flatMap(({ args: [, ms], calledAt: at, invocation }) => {
      const reply = callsOf(invocation.calls, 'debts.read').length > 0 ? invocation.messages[0]?.reply : undefined
      return reply === undefined || reply.beat || callsOf(invocation.calls, 'claims.claim').length > 0
        ? []
        : [{ at, ms, invocation, reply }]
    }),
  ({ at, ms, invocation, reply }) =>
    at + invocation.skewMs + ms > expiryOf(reply)
      ? `the reply to ${reply.inboundId} was hidden until after it expired`
      : undefined,
)

/** Requests are spaced, and a line that loses replies rests. */
export const pace = [spaced, asksFirst, rests, beforeExpiry, noted, losses]
