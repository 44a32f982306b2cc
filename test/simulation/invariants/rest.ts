import { expireAfterMs } from '../../../shared/rules/timing.ts'
import { invariant } from './invariant.ts'

export const noDeadLetters = invariant(
  'promise 7',
  'no message becomes a dead letter unless something was down for longer than a day; a phone that is missing is no reason',
  ({ history }) => history.deadLetters,
  ({ inboundId }, { history }) =>
    history.schedule.outages.reduce((sum, { of, forMs }) => sum + (of === 'phone' ? 0 : forMs), 0) > expireAfterMs
      ? undefined
      : `${inboundId} was given up`,
)

export const comesToRest = invariant(
  'rest',
  'when all faults are over, both queues empty themselves',
  ({ history }) => [{ at: history.invocations.at(-1)?.startedAt ?? 0 }],
  (_, { history }) => (history.neverEnded ? 'the same messages come again and again' : undefined),
)
