import { randomUUID } from 'node:crypto'
import type { Call } from '../../endpoint/call.ts'
import { createJournal, type Journal } from '../../journal.ts'
import type { Phones } from '../../phones/phones.ts'
import { checkRequest, type Dependencies } from './checks.ts'
import { type createReports, type FinalEventType, finalEvent } from './reports.ts'
import { readParameters, sendTextMessage } from './request.ts'
import { simulatedOutcome } from './simulator-numbers.ts'

type Options = Dependencies & {
  readonly outcomeOf: (to: string) => Outcome
  readonly report: ReturnType<typeof createReports>
  readonly deliver: Phones['deliver']
}

const keptMessages = 10_000

/** Accepts messages, bills them, delivers them to phones, and publishes their last event. */
export const createSending = ({ outcomeOf, report, deliver, ...dependencies }: Options) => {
  const submitted = createJournal<{ readonly to: string }>(keptMessages)
  return {
    /** The destinations of the newest messages that were accepted. */
    submitted: submitted as Journal<{ readonly to: string }>,
    /** Performs SendTextMessage. Throws a `ServiceFailure` if AWS would refuse the request. */
    send: (parameters: Call['parameters']): { readonly MessageId: string } => {
      const request = readParameters(sendTextMessage, parameters)
      const message = checkRequest(request, dependencies)
      const id = randomUUID()
      // "... checked and validated, but isn't sent" (API reference). By which checks isn't documented; here by all.
      if (request.DryRun) return { MessageId: id }
      dependencies.spending.usd += message.priceUsd
      const { origin, to, sets } = message
      submitted.append({ to })
      const outcome = outcomeOf(to)
      if (arrives(outcome)) deliver({ id, from: origin.PhoneNumber, to, text: request.MessageBody })
      // This is not awaited, because AWS has accepted the message whether or not the event can be published.
      if (outcome !== 'nothing') void report(finalEvent(outcome, { ...message, ...request, id }), sets)
      return { MessageId: id }
    },
  }
}

/** The outcome of a message: the type of its last event, or `nothing` for a message that is lost without an event. */
export type Outcome = FinalEventType | 'nothing'

/** Outcomes by destination. A simulator's failure is TEXT_UNREACHABLE; the guide names none (test-phone-numbers). */
export const createOutcomes = () => {
  const decided = new Map<string, Outcome>()
  const usual = (to: string): Outcome => {
    const end = simulatedOutcome(to)
    if (end === undefined) return 'TEXT_DELIVERED'
    return end === 'success' ? 'TEXT_SUCCESSFUL' : 'TEXT_UNREACHABLE'
  }
  return {
    decide: (to: string, outcome: Outcome): void => void decided.set(to, outcome),
    of: (to: string): Outcome => decided.get(to) ?? usual(to),
  }
}

const arrives = (outcome: Outcome): boolean => outcome === 'TEXT_SUCCESSFUL' || outcome === 'TEXT_DELIVERED'
