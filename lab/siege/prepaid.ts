import { type Variant, variants } from './evening.ts'
import { partsIn, type ReplayOutcome, shareAnswered } from './figures.ts'
import { time2Chat } from './ovh/time2chat.ts'
import type { Setup } from './replay.ts'
import { siege, type Text } from './traffic.ts'

/** A line whose replies are paid with credits, and whose carrier answers by itself whoever has waited in vain for a reply. */
export type PrepaidLine = Required<Pick<Setup, 'carrier' | 'polling'>> & {
  readonly name: string
  /** What a reply costs, and what an answer of the carrier's own is assumed to cost. */
  readonly replyCredits: number
  readonly creditEur: number
  /** How long after the beginning of a conversation the carrier answers, if nobody else has. */
  readonly conversationMs: number
  /** What the page says about the line. */
  readonly introduction: readonly string[]
}

const lines: readonly PrepaidLine[] = [time2Chat]

const evenings = [
  'No attack',
  '20,000 numbers, in bursts',
  '20,000 numbers, spread evenly, no two texts alike',
  '20,000 numbers that say STOP',
  '50 bots that reply to every reply',
]

/** A variant of the evening that is replayed on such a line. */
export type PrepaidEvening = Variant & { readonly line: PrepaidLine; readonly evening: string }

export const prepaidEvenings: readonly PrepaidEvening[] = lines.flatMap((line) =>
  variants
    .filter(({ name }) => evenings.includes(name))
    .map((variant) => ({ ...variant, name: `${line.name}: ${variant.name}`, line, evening: variant.name })),
)

export const prepaidEveningNamed = (name: string): PrepaidEvening | undefined =>
  prepaidEvenings.find((evening) => evening.name === name)

type Exchange = Pick<ReplayOutcome, 'received' | 'replies'>

/**
 * The texts that the carrier answers by itself: each begins a conversation that ends without a reply. A text begins one if none is open, and a
 * reply ends it.
 */
export const leftToCarrier = (
  { received, replies }: Exchange,
  { conversationMs }: Pick<PrepaidLine, 'conversationMs'>,
): readonly Text[] => {
  const repliesTo = Map.groupBy(replies, ({ text }) => text.sender)
  return [...Map.groupBy(received, ({ sender }) => sender)].flatMap(([sender, texts]) => {
    const repliedAt = (repliesTo.get(sender) ?? []).map(({ at }) => at).sort((a, b) => a - b)
    const left: Text[] = []
    let openUntil = 0
    for (const text of texts.toSorted((a, b) => a.at - b.at)) {
      if (text.at < openUntil) continue
      const answerAt = text.at + conversationMs
      const endedAt = repliedAt.find((at) => at > text.at && at < answerAt)
      if (endedAt === undefined) left.push(text)
      openUntil = endedAt ?? answerAt
    }
    return left
  })
}

/** What an evening costs on such a line, with the carrier's own answer and without. The share is from 0 to 1. */
export type CreditFigures = ReturnType<typeof creditFiguresOf>

export const creditFiguresOf = (
  outcome: Exchange,
  line: Pick<PrepaidLine, 'replyCredits' | 'creditEur' | 'conversationMs'>,
) => {
  const costOf = (texts: number) => {
    const credits = texts * line.replyCredits
    return { credits, eur: credits * line.creditEur }
  }
  const left = leftToCarrier(outcome, line)
  const parts = partsIn(outcome.replies)
  return {
    answeredInSiege: shareAnswered(outcome)(siege),
    replies: outcome.replies.length,
    ofReplies: costOf(parts),
    automaticAnswers: left.length,
    /** How many people get them. */
    peopleLeft: new Set(left.map(({ sender }) => sender)).size,
    ofAutomaticAnswers: costOf(left.length),
    ofAll: costOf(parts + left.length),
  }
}
