import { carrierNames } from '../../carriers/registry.ts'
import { hasPhone } from '../virtual/ports.ts'
import { callsOf } from './history.ts'
import type { Ledger } from './invariants/ledger.ts'
import { missing } from './invariants/phone.ts'
import { queued } from './invariants/turns.ts'
import type { State } from './states.ts'

/** States that a run can reach if a line has a phone. */
const states: readonly State[] = [
  {
    name: 'replies published by both carriers',
    isReached: ({ publishes }) => new Set(publishes.map(({ call: { args } }) => args[0])).size > 1,
  },
  {
    name: 'replies due one after the other, exactly a gap apart',
    isReached: (ledger) =>
      queued(ledger).some(({ reply: { dueAt }, gapMs }) =>
        queued(ledger).some(({ reply }) => gapMs > 0 && reply.dueAt === dueAt + gapMs),
      ),
  },
  {
    name: 'a call answered',
    isReached: ({ publishes, history }) =>
      history.texts.some(
        ({ words, to, inboundId }) =>
          words === '' && hasPhone(to) && publishes.some((publish) => publish.inboundId === inboundId),
      ),
  },
  {
    name: 'a text stale because its phone had kept it',
    isReached: ({ decisions }) =>
      decisions.some(({ text, verdict }) => verdict === 'stale' && text.toldAt > text.sentAt),
  },
  {
    name: 'a text answered that its phone had kept',
    isReached: ({ decisions }) =>
      decisions.some(({ text, verdict }) => verdict === 'reply' && text.toldAt > text.sentAt),
  },
  ...(['sent', 'expired', 'cancelled'] as const).map((outcome) => ({
    name: `a reply waited for its phone, and was ${outcome}`,
    isReached: (ledger: Ledger) =>
      missing(ledger).some(
        ({ invocation: { messages } }) => ledger.history.claims.get(messages[0]?.inboundId ?? '')?.outcome === outcome,
      ),
  })),
  {
    name: 'a phone that could not be asked for',
    isReached: ({ history }) =>
      callsOf(history.calls, 'carrier.isReady').some(
        ({ fault, endedAt }) => fault === 'fails' && endedAt !== undefined,
      ),
  },
]

export const phoneStates: readonly State[] = carrierNames.some(hasPhone) ? states : []
