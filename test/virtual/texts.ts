import type { CarrierName } from '../../carriers/registry.ts'
import type { TextSent } from '../carriers/own-topic.ts'
import { ownTopics } from '../carriers/own-topics.ts'
import { inboundBody, notificationBody } from './messages.ts'
import { senderKeyOf } from './stage.ts'

/** Whether texts of a carrier come as events, each of which may tell of several. */
export const tellsOfSeveral = (carrier: CarrierName): boolean => ownTopics[carrier] !== undefined

/** What comes to the queue of texts, told at a moment: an event of the carrier's own topic, or one text, which its phone may have received before. */
export const bodyOfTexts = (
  carrier: CarrierName,
  line: string,
  texts: readonly TextSent[],
  toldAt: number,
  receivedAt?: number,
): string => {
  const own = ownTopics[carrier]
  if (own !== undefined) return notificationBody(own.topic(senderKeyOf).topicArn, own.eventOf(line, texts), toldAt)
  const [text] = texts
  if (text === undefined) throw new Error('There is no text')
  const { id, from, words } = text
  return inboundBody({ id, from, to: line, text: words, sentAt: toldAt, receivedAt })
}
