import { minute } from '../../../shared/rules/timing.ts'
import { callsOf, type Invocation } from '../history.ts'
import { keyOf, type SenderName, senders } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

type FirstDelivery = {
  readonly at: number
  readonly inboundId: string
  readonly sender: SenderName
  readonly invocation: Invocation
}

/** First deliveries of texts whose sender the same process has found blocked less than a minute before, and still is. */
const ofKnownBlocked = ({ history, decisions, saves }: Ledger): readonly FirstDelivery[] =>
  history.invocations.flatMap((invocation) => {
    if (invocation.functionName !== 'receive-sms') return []
    return invocation.messages.flatMap(({ inboundId, receives }) => {
      const text = history.texts.find((sent) => sent.inboundId === inboundId)
      if (text === undefined || text.words !== 'Salut' || receives > 1) return []
      const lastSeen = decisions.findLast(
        (decision) =>
          decision.text.sender === text.sender &&
          decision.invocation.process === invocation.process &&
          decision.at <= invocation.startedAt,
      )
      const known =
        lastSeen?.verdict === 'blocked' &&
        callsOf(lastSeen.invocation.calls, 'senders.load').some(
          ({ args }) => args[0] === keyOf(senders[text.sender]),
        ) &&
        invocation.startedAt < lastSeen.invocation.startedAt + minute &&
        saves.every(
          (save) =>
            save.sender !== text.sender ||
            save.after.blockedUntil === 0 ||
            save.after.blockedUntil > invocation.startedAt + skewMs,
        )
      return known ? [{ at: invocation.startedAt, inboundId, sender: text.sender, invocation }] : []
    })
  })

const skewMs = 2000

export const knownBlockedIsFree = invariant(
  'I6',
  'the first delivery of a text whose sender the process knows to be blocked costs no request',
  ofKnownBlocked,
  ({ inboundId, sender, invocation }) => {
    const alone = invocation.messages.length === 1
    return alone && callsOf(invocation.calls, 'senders.load').some(({ args }) => args[0] === keyOf(senders[sender]))
      ? `${inboundId} cost a request`
      : undefined
  },
)
