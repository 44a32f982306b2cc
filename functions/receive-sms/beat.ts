import type { BeatItem } from '../../shared/inbound.ts'
import { beatDelayMs, beatGoodForMs } from '../../shared/rules/beat.ts'
import { load } from './answer.ts'
import type { Receiver } from './receiver.ts'
import type { Taken } from './reports.ts'

/** Passes a beat on to send-reply, if what a text needs can be read. Drops one that is late. */
export const passBeat = async (receiver: Receiver, { messageId, publishedAt }: BeatItem): Promise<Taken> => {
  const { config, replies, senderKeyOf } = receiver
  const now = receiver.now()
  const [line] = config.lines
  const [country] = config.countries
  if (now - publishedAt > beatGoodForMs || line === undefined || country === undefined) return 'taken'
  const senderKey = senderKeyOf(messageId)
  await load(receiver, { senderKey, line, now }, 'eventual')
  await replies.put({
    format: 1,
    inboundId: `beat-${messageId}`,
    senderKey,
    sender: line.number,
    line: line.number,
    country,
    language: line.language,
    earlierReplies: 0,
    budget: line.budget,
    sentAt: publishedAt,
    dueAt: now + beatDelayMs,
    beat: true,
  })
  return 'taken'
}
