import { timeOf } from './format.ts'
import { words } from './language.ts'
import type { Message } from './protocol.ts'

export type Verdict = { readonly kind: 'open' | 'answered' | 'silent' | 'trouble'; readonly sentence: string }

/** A reply that would be due at the very end of an hour is due at the start of the next hour instead. */
const edgeOfHourMs = 60_000

/** Whether a reply waits for longer than the longest delay, which means that the hours before it were full. */
export const waitsForRoom = ({ at, decision, outcome }: Message, longestDelayMs: number): boolean =>
  decision?.kind === 'reply' &&
  outcome === undefined &&
  Date.parse(decision.dueAt) - Date.parse(at) > longestDelayMs + edgeOfHourMs

/** Says in plain words what was decided about a text, why, and what became of its reply. */
export const verdictOn = (message: Message, longestDelayMs: number): Verdict => {
  const { decision, outcome, delivery } = message
  if (decision === undefined) return { kind: 'open', sentence: words.undecided }
  if (decision.kind === 'silent') return { kind: 'silent', sentence: words.silence(...words.reasons[decision.reason]) }
  const dueAt = timeOf(decision.dueAt)
  if (waitsForRoom(message, longestDelayMs)) return { kind: 'open', sentence: words.waitingForRoom(dueAt) }
  if (outcome === undefined) return { kind: 'open', sentence: words.waiting(dueAt) }
  const sentence = words.outcome[outcome](dueAt)
  if (delivery === undefined) return { kind: outcome === 'sent' ? 'answered' : 'trouble', sentence }
  return {
    kind: delivery === 'delivered' ? 'answered' : 'trouble',
    sentence: `${sentence} ${words.delivery[delivery]}`,
  }
}
