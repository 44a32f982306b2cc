import { staleAfterMs } from '../../../shared/rules/timing.ts'
import { invariant } from './invariant.ts'

export const onlyOwedReplies = invariant(
  'I5 owed',
  'receive-sms books a reply only to a mobile number, and only if the text is not stale when the invocation begins.',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict === 'reply'),
  ({ text, invocation: { startedAt, skewMs } }) => {
    if (text.sender === 'D') return `a reply was booked for ${text.inboundId}, which did not come from a mobile number`
    return startedAt + skewMs - text.sentAt > staleAfterMs
      ? `a reply was booked for ${text.inboundId}, which was stale`
      : undefined
  },
)
