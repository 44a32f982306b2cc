import { carrierNames } from '../../carriers/registry.ts'
import { queued } from '../promises/due-times.ts'
import type { Ledger } from '../promises/ledger.ts'
import { missing } from '../promises/phone.ts'
import { hasPhone } from '../virtual/ports.ts'
import { callsOf } from './history.ts'
import type { State } from './states.ts'

/** States that a run can reach if a line has a phone. */
const states: readonly State[] = [
  {
    name: 'replies sent through more than one carrier',
    isReached: ({ publishes }) => new Set(publishes.map(({ call: { args } }) => args[0])).size > 1,
  },
  {
    name: 'two replies due exactly one gap apart',
    isReached: (ledger) =>
      queued(ledger).some(({ reply: { dueAt }, gapMs }) =>
        queued(ledger).some(({ reply }) => gapMs > 0 && reply.dueAt === dueAt + gapMs),
      ),
  },
  {
    name: 'a missed call that was sent a reply',
    isReached: ({ publishes, history }) =>
      history.texts.some(
        ({ words, to, inboundId }) =>
          words === '' && hasPhone(to) && publishes.some((publish) => publish.inboundId === inboundId),
      ),
  },
  {
    name: 'a stale text that its phone forwarded late',
    isReached: ({ decisions }) =>
      decisions.some(({ text, verdict }) => verdict === 'stale' && text.toldAt > text.sentAt),
  },
  {
    name: 'a reply booked for a text that its phone forwarded late',
    isReached: ({ decisions }) =>
      decisions.some(({ text, verdict }) => verdict === 'reply' && text.toldAt > text.sentAt),
  },
  ...(['sent', 'expired', 'cancelled'] as const).map((outcome) => ({
    name: `outcome of a reply that waited for an offline phone: ${outcome}`,
    isReached: (ledger: Ledger) =>
      missing(ledger).some(
        ({ invocation: { messages } }) => ledger.history.claims.get(messages[0]?.inboundId ?? '')?.outcome === outcome,
      ),
  })),
  {
    name: 'a phone check that failed',
    isReached: ({ history }) =>
      callsOf(history.calls, 'carrier.isReady').some(
        ({ fault, endedAt }) => fault === 'request failed' && endedAt !== undefined,
      ),
  },
]

export const phoneStates: readonly State[] = carrierNames.some(hasPhone) ? states : []
