import { expireAfterMs } from '../../../shared/rules/timing.ts'
import { invariant } from './invariant.ts'

export const noDeadLetters = invariant(
  'promise 7',
  'A message becomes a dead letter only if outages, not counting those of phones, last longer than a day in total.',
  ({ history }) => history.deadLetters,
  ({ inboundId }, { history }) =>
    history.schedule.outages.reduce((sum, { of, forMs }) => sum + (of === 'phone' ? 0 : forMs), 0) > expireAfterMs
      ? undefined
      : `${inboundId} became a dead letter without outages of more than a day`,
)

export const comesToRest = invariant(
  'rest',
  'When all faults are over, both queues become empty.',
  ({ history }) => [{ at: history.invocations.at(-1)?.startedAt ?? 0 }],
  (_, { history }) => (history.neverEnded ? 'the same messages are redelivered without end' : undefined),
)
