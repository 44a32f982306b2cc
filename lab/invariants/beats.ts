import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

const ofBeats = ({ history }: Ledger) =>
  history.invocations.flatMap((invocation) =>
    invocation.messages.some(({ reply }) => reply?.beat) ? [{ at: invocation.startedAt, invocation }] : [],
  )

/** The calls that send-reply may make for a beat: it reads, hides, asks, and passes it on to the next line. */
const allowed = ['senders.load', 'cancellations.read', 'debts.read', 'replies.hide', 'replies.put', 'carrier.ask']

export const beats = invariant(
  'beats',
  'A beat is never sent, claimed or stored, and ends no reply.',
  ofBeats,
  ({ invocation }) => {
    const call = invocation.calls.find(({ verb }) => !allowed.includes(verb))
    return call && `send-reply called ${call.verb} for a beat`
  },
)
