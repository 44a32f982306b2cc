import { timeOf } from './format.ts'
import { words } from './language.ts'
import type { Fate } from './protocol.ts'

export type Verdict = { readonly kind: 'open' | 'answered' | 'silent' | 'trouble'; readonly sentence: string }

/** A reply that is wanted at the very end of an hour is due at the start of the next. */
const edgeOfHourMs = 60_000

/** What was decided about a text that came at a moment, and why, in plain words; and whether its reply arrived. */
export const verdictOn = ({ decision, outcome, delivery }: Fate, at: string, longestDelayMs: number): Verdict => {
  if (decision === undefined) return { kind: 'open', sentence: words.undecided }
  if (decision.kind === 'silent') return { kind: 'silent', sentence: words.silence(...words.reasons[decision.reason]) }
  const dueAt = timeOf(decision.dueAt)
  if (outcome === undefined) {
    const isLate = Date.parse(decision.dueAt) - Date.parse(at) > longestDelayMs + edgeOfHourMs
    return { kind: 'open', sentence: isLate ? words.waitingForRoom(dueAt) : words.waiting(dueAt) }
  }
  const sentence = words.outcome[outcome](dueAt)
  if (delivery === undefined) return { kind: outcome === 'sent' ? 'answered' : 'trouble', sentence }
  return {
    kind: delivery === 'delivered' ? 'answered' : 'trouble',
    sentence: `${sentence} ${words.delivery[delivery]}`,
  }
}
