import { z } from 'zod'
import { parseJson } from '../endpoint/call.ts'
import { createJournal, type Journal } from '../journal.ts'

/** A text on a phone: one that a sender wrote to a line, or a reply that the carrier delivered. */
export type PhoneText = {
  readonly id: string
  readonly direction: 'inbound' | 'reply'
  readonly from: string
  readonly to: string
  readonly text: string
  /** The time in ISO 8601. */
  readonly at: string
}

/** What a chat network reports of a reply that a phone has shown. */
type ReplyReceipt = { readonly id: string; readonly receipt: 'sent' | 'delivered' | 'read' }

type Shown = Omit<PhoneText, 'direction' | 'at'>

export type Phones = ReturnType<typeof createPhones>

/** The phone of a line, or its number in a chat network. Its methods resolve when all who are notified have been. */
export type LinePhone = {
  /** Creates the inbound id for a text or a call that is sent later with this id. */
  readonly newId: (from: string) => string
  /** Sends a text, which a phone that is off reports later. Resolves with its id; the same id is the same text. */
  readonly text: (from: string, text: string, id?: string) => Promise<string>
  /** Calls this phone, which doesn't answer. Resolves with the inbound id. Left out if nobody can call it. */
  readonly call?: (from: string, id?: string) => Promise<string>
  /** Makes the phone unreachable for so long that its carrier reports it as offline; only for phones that can be. */
  readonly switchOff?: () => Promise<void>
  readonly switchOn?: () => Promise<void>
}

const keptTexts = 10_000

export const createPhones = (now: () => Date = () => new Date()) => {
  const texts = createJournal<PhoneText>(keptTexts)
  const receipts = createJournal<ReplyReceipt>(0)
  const show = (direction: PhoneText['direction'], { id, from, to, text }: Shown): void =>
    texts.append({ id, direction, from, to, text, at: now().toISOString() })
  return {
    texts: texts as Journal<PhoneText>,
    /** The receipts that carriers report for these replies. They are not kept. */
    receipts: receipts as Journal<ReplyReceipt>,
    deliver: (reply: Shown): void => show('reply', reply),
    confirm: receipts.append,
    /** Shows a text on the sender's phone. This is for texts that End User Messaging doesn't publish. */
    send: (text: Shown): void => show('inbound', text),
    /** Shows the text in a message that was published to a topic, if it has the format of End User Messaging. */
    observe: (message: string): void => {
      const { data } = inboundSms.safeParse(parseJson(message))
      if (data === undefined) return
      const { inboundMessageId: id, originationNumber: from, destinationNumber: to, messageBody: text } = data
      show('inbound', { id, from, to, text })
    },
  }
}

const inboundSms = z.object({
  originationNumber: z.string(),
  destinationNumber: z.string(),
  messageBody: z.string(),
  inboundMessageId: z.string(),
})
