import type { Claim } from '../../shared/ports.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { Outcome } from '../../shared/rules/telemetry.ts'
import { type CallOf, callsOf, type History, type Invocation } from '../simulation/history.ts'
import { type Decision, readDecisions } from './decisions.ts'
import { type Reservation, readReservations, readSaves, type Save } from './saves.ts'

/** The facts that invariants check, extracted from the history of a run. */
export type Ledger = {
  readonly history: History
  readonly publishes: readonly Publish[]
  readonly saves: readonly Save[]
  readonly reservations: readonly Reservation[]
  readonly bookings: readonly Booking[]
  readonly claimings: readonly Claiming[]
  readonly settlements: readonly Settlement[]
  readonly decisions: readonly Decision[]
}

/** A reply that the carrier accepted, whether or not the process learnt of it. */
export type Publish = {
  readonly at: number
  readonly inboundId: string
  readonly reply: QueuedReply
  readonly call: CallOf<'carrier.send'>
}

type Booking = {
  readonly at: number
  readonly budget: string
  readonly hourStart: number
  readonly parts: number
  readonly invocation: Invocation
}

/** A claim that a process was granted: the store returned a claim with the token of the process. */
type Claiming = {
  readonly at: number
  readonly inboundId: string
  readonly claim: Claim
  readonly call: CallOf<'claims.claim'>
}

/** An outcome that was written. */
export type Settlement = {
  readonly at: number
  readonly inboundId: string
  readonly outcome: Outcome
  readonly call: CallOf<'claims.claim'> | CallOf<'claims.settle'>
}

export const readLedger = (history: History): Ledger => {
  const saves = readSaves(history)
  const claimings = readClaimings(history)
  return {
    history,
    publishes: readPublishes(history),
    saves,
    reservations: readReservations(saves),
    bookings: readBookings(history),
    claimings,
    settlements: readSettlements(history, claimings),
    decisions: readDecisions(history),
  }
}

const readPublishes = ({ calls }: History): readonly Publish[] =>
  callsOf(calls, 'carrier.send').flatMap((call) =>
    call.effects.flatMap(({ at, answer }) => {
      const [message] = call.invocation.messages
      return message?.reply === undefined || answer.kind !== 'accepted'
        ? []
        : [{ at, inboundId: message.inboundId, reply: message.reply, call }]
    }),
  )

const readBookings = ({ calls }: History): readonly Booking[] =>
  callsOf(calls, 'budgets.book').flatMap(({ args: [budget, hourStart, parts], effects, invocation }) =>
    effects.flatMap(({ at, answer }) => (answer.booked ? [{ at, budget, hourStart, parts, invocation }] : [])),
  )

const readClaimings = ({ calls }: History): readonly Claiming[] =>
  callsOf(calls, 'claims.claim').flatMap((call) => {
    const [inboundId, { token }] = call.args
    const got = call.effects.find(({ answer }) => answer.token === token)
    return got === undefined ? [] : [{ at: got.at, inboundId, claim: got.answer, call }]
  })

const readSettlements = ({ calls }: History, claimings: readonly Claiming[]): readonly Settlement[] => [
  ...callsOf(calls, 'claims.settle').flatMap((call) => {
    const [inboundId, , outcome] = call.args
    const written = call.effects.find(({ answer }) => answer)
    return written === undefined ? [] : [{ at: written.at, inboundId, outcome, call }]
  }),
  ...claimings.flatMap(({ at, inboundId, claim: { outcome }, call }) =>
    outcome === undefined || call.args[1].outcome === undefined || call.args[1].uncounted
      ? []
      : [{ at, inboundId, outcome, call }],
  ),
]
