import { z } from 'zod'

import { createJournal, type Journal } from '../journal.ts'

/** A text as a phone shows it: one that somebody sends to a line, or one that the carrier delivers. */
export type PhoneText = {
  readonly id: string
  readonly direction: 'inbound' | 'reply'
  readonly from: string
  readonly to: string
  readonly text: string
  /** ISO 8601. */
  readonly at: string
}

export type Phones = {
  /** The newest texts that phones saw. */
  readonly texts: Journal<PhoneText>
  readonly deliver: (text: Omit<PhoneText, 'direction' | 'at'>) => void
  /** Notes the text in a message to a topic, if it is one of End User Messaging. */
  readonly observe: (message: string) => void
}

const keptTexts = 10_000

export const createPhones = (now: () => Date = () => new Date()): Phones => {
  const texts = createJournal<PhoneText>(keptTexts)
  return {
    texts,
    deliver: ({ id, from, to, text }) =>
      texts.append({ id, direction: 'reply', from, to, text, at: now().toISOString() }),
    observe: (message) => {
      const { data } = inboundSms.safeParse(parse(message))
      if (data === undefined) return
      const { inboundMessageId: id, originationNumber: from, destinationNumber: to, messageBody: text } = data
      texts.append({ id, direction: 'inbound', from, to, text, at: now().toISOString() })
    },
  }
}

/** The fields of an inbound text that a phone shows (End User Messaging user guide, two-way SMS payload). */
const inboundSms = z.object({
  originationNumber: z.string(),
  destinationNumber: z.string(),
  messageBody: z.string(),
  inboundMessageId: z.string(),
})

const parse = (message: string): unknown => {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
