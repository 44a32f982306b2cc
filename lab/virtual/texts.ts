import type { CarrierName } from '../../carriers/registry.ts'
import type { TextSent } from '../../test/carriers/own-topic.ts'
import { ownTopics } from '../../test/carriers/own-topics.ts'
import { inboundBody, notificationBody } from './messages.ts'
import { senderKeyOf } from './stage.ts'

/** Whether a carrier's texts arrive in events, each of which may hold several texts. */
export const tellsOfSeveral = (carrier: CarrierName): boolean => ownTopics[carrier] !== undefined

/**
 * The message on the inbound queue for texts that are forwarded at `toldAt`: an event of the carrier's own topic, or a single text, which a
 * phone may have received at another time.
 */
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
