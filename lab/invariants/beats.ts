import { type AnyCall, isForBeat } from '../simulation/history.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

const ofBeats = ({ history }: Ledger) =>
  history.invocations.flatMap(({ startedAt, messages, calls }) =>
    messages.some(({ reply }) => reply?.beat) ? [{ at: startedAt, calls }] : [],
  )

/** The calls that send-reply may make for a beat: it reads, hides, asks, and claims. */
const allowed = ['senders.load', 'debts.read', 'replies.hide', 'carrier.ask', 'claims.claim', 'claims.read']

const writings = ({ history }: Ledger) => history.calls.filter(isForBeat).map((call) => ({ at: call.calledAt, call }))

const written = ['senders.save', 'budgets.book', 'crowdStore.add', 'claims.claim', 'replies.put']
const read = ['senders.load', 'budgets.read', 'crowdStore.read', 'claims.read']

const isMarked = (call: AnyCall): boolean => call.verb !== 'replies.put' || call.args[0].beat === true

export const beats = [
  invariant('beats', 'A beat is never sent, and ends no reply.', ofBeats, ({ calls }) => {
    const call = calls.find((one) => !allowed.includes(one.verb) || (one.verb === 'claims.claim' && !isForBeat(one)))
    return call && `send-reply called ${call.verb} for a beat`
  }),
  invariant(
    'beats: stored',
    'A beat stores the record of a sender that nobody is, a count in a budget and in a crowd that nobody has, and a claim without an outcome.',
    writings,
    ({ call }) => {
      const isAllowed = [...written, ...read].includes(call.verb) && isMarked(call)
      const isFinal = call.verb === 'claims.claim' && call.args[1].outcome !== undefined
      return isAllowed && !isFinal ? undefined : `${call.verb} was called for a beat`
    },
  ),
]
