import { payloadOf } from '../../../carriers/ovh/records.ts'
import { stageShape } from '../../../carriers/ovh/settings.ts'
import { day, minute } from '../../../shared/rules/timing.ts'
import type { PrepaidLine } from '../prepaid.ts'

const { replyCredits, creditPriceEur } = stageShape.ovh.parse({})

/** A line of Time2Chat, as OVH's guide describes it. */
export const time2Chat: PrepaidLine = {
  name: 'Time2Chat',
  carrier: 'ovh',
  // EventBridge calls the poll every minute.
  polling: {
    everyMs: minute,
    payloadOf: ({ id, from, words, sentAt }, line) => {
      const creationDatetime = new Date(sentAt).toISOString()
      return payloadOf({ id: Number(id), sender: from, message: words, creationDatetime }, line)
    },
  },
  replyCredits,
  creditEur: creditPriceEur,
  conversationMs: day,
  introduction: [
    'The same evenings on [a line of Time2Chat](time2chat.md) at OVHcloud. **Nobody has tried Time2Chat with this.** The number gets its texts at each full minute, and sends a reply before OVHcloud would answer by itself, or never.',
    "OVHcloud answers whoever has got no reply within 24 hours of beginning a conversation, unless this *automatic answer* is switched off. It doesn't know our rules and budgets, so it answers everybody whom they silence, also for STOP.",
    `A reply costs ${replyCredits} credits of ${creditPriceEur} EUR. Who pays for an automatic answer isn't documented; we assume that we do, and ${replyCredits} credits. How fast texts can be fetched isn't, either; we assume no limit, and credits that never run out.`,
    '',
    '*16:00 to 20:00*: the percentage of the genuine senders of these hours that got a reply of ours. Costs are those of all four days. A bot that replies to an automatic answer would get another a day later, which is not counted.',
  ],
}
