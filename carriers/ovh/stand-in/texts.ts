import parsePhoneNumber from 'libphonenumber-js/mobile'
import { type Later, partsOf } from '../../../emulator/index.ts'
import type { Job } from './requests.ts'

const minute = 60_000

/** "1 SMS envoyé = 2 crédits" (OVH's guide of Time2Chat); each part of a text is one SMS (OVH's FAQ of SMS). */
const creditsPerPart = 2

export const priceOf = (message: string): number => partsOf(message).parts * creditsPerPart

/** Time2Chat reaches metropolitan France (its guide), by full numbers (FAQ of SMS). Others are assumed invalid. */
const isReachable = (receiver: string): boolean => {
  const number = parsePhoneNumber(receiver)
  return number?.country === 'FR' && number.isValid()
}

/** As times elsewhere in OVH's API, with an offset (ovh/ovhcloud-cli, tests). Those of SMS aren't documented. */
const dateTime = (at: number): string => `${new Date(at + 120 * minute).toISOString().slice(0, 19)}+02:00`

/**
 * A text that was received (OVH's schema, `sms.Incoming`). How its sender is written isn't documented. Receiving costs
 * nothing, as was seen in July 2026, though OVH's guide deducts all exchanges of a conversation.
 */
export const receivedText = (id: number, sender: string, message: string, at: number) => ({
  id,
  sender,
  message,
  creationDatetime: dateTime(at),
})

/** A text of a job, with the time at which the job was taken. */
export type Outbound = ReturnType<typeof textsOf>['texts'][number]

/** The texts of a job, and the receivers who can't get one. */
export const textsOf = ({ receivers, number, message, tag }: Job, takenAt: number, newId: () => number) => {
  const texts = receivers
    .filter(isReachable)
    .map((receiver) => ({ number, message, tag, id: newId(), receiver, takenAt }))
  return { texts, invalidReceivers: receivers.filter((receiver) => !isReachable(receiver)) }
}

/** The `ptt` of a text that was delivered (OVH's guide of SMS users, codes ptt). */
export const delivered = 4

/** 0 is pending, 1 success, 2 failure (guide of SMS users, IDs of the DLR). Which `ptt` belongs to which is assumed. */
const receiptOf = (ptt: number): number => (ptt === delivered ? 1 : ptt <= 3 ? 0 : 2)

/** A text that was sent (OVH's schema, `sms.Outgoing`), without what this stand-in doesn't know. */
export const sentText = ({ number, takenAt, ...text }: Outbound, ptt: number) => ({
  ...text,
  sender: number,
  creationDatetime: dateTime(takenAt),
  deliveryReceipt: receiptOf(ptt),
  ptt,
})

/** A conversation lasts a day (OVH's guide of Time2Chat). */
const conversationMs = 24 * 60 * minute

/** Calls `answer` for whoever has written and gets no reply in a day. That it is once a conversation is assumed. */
export const createConversations = (later: Later, answer: (number: string, sender: string) => void) => {
  const waiting = new Map<string, () => void>()
  return {
    begin: (number: string, sender: string): void => {
      const name = `${number} ${sender}`
      if (waiting.has(name)) return
      const end = (): void => {
        if (waiting.get(name) !== end) return
        waiting.delete(name)
        answer(number, sender)
      }
      waiting.set(name, end)
      later(conversationMs, end)
    },
    reply: (number: string, receiver: string): void => void waiting.delete(`${number} ${receiver}`),
    endAll: (): void => {
      for (const end of [...waiting.values()]) end()
    },
  }
}
