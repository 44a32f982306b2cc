import { staleAfterMs } from '../../../shared/rules/timing.ts'
import { invariant } from './invariant.ts'

export const onlyOwedReplies = invariant(
  'I5 owed',
  'a reply is promised only to a mobile, for a text that is not stale',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict === 'reply'),
  ({ text, invocation: { startedAt, skewMs } }) => {
    if (text.sender === 'D') return `${text.inboundId} is no text of a mobile`
    return startedAt + skewMs - text.sentAt > staleAfterMs ? `${text.inboundId} was stale` : undefined
  },
)
