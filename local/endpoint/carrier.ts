import { randomUUID } from 'node:crypto'
import type { WritableJournal } from '../journal.ts'
import { errorAnswer, formAnswer } from './answers.ts'
import { type Answer, type Call, textParameter } from './call.ts'
import type { Phones } from './phones.ts'

/** What the carrier was asked to send, with the attributes that SNS knows (developer guide, publishing to a phone). */
export type HandedOver = {
  readonly id: string
  readonly to: string
  readonly text: string
  readonly originationNumber: string | undefined
  readonly smsType: string
  readonly maxPriceUsd: number | undefined
}

/** Answers SNS Publish with a PhoneNumber, and delivers the text to that phone at once. */
export const publishToPhone = (call: Call, phones: Phones, handedOver: WritableJournal<HandedOver>): Answer => {
  const attributes = messageAttributes(call)
  const maxPrice = attributes.get('AWS.SNS.SMS.MaxPrice')
  const sms: HandedOver = {
    id: randomUUID(),
    to: textParameter(call, 'PhoneNumber'),
    text: textParameter(call, 'Message'),
    originationNumber: attributes.get('AWS.MM.SMS.OriginationNumber'),
    smsType: attributes.get('AWS.SNS.SMS.SMSType') ?? 'Promotional',
    maxPriceUsd: maxPrice === undefined ? undefined : Number(maxPrice),
  }
  const mistake = mistakeIn(sms)
  if (mistake !== undefined)
    return errorAnswer('sns', { code: 'InvalidParameter', message: `Invalid parameter: ${mistake}`, status: 400 })
  handedOver.append(sms)
  // Without an origination number AWS chooses one: which, this cloud can't know.
  phones.deliver({ id: sms.id, from: sms.originationNumber ?? 'unknown', to: sms.to, text: sms.text })
  return formAnswer('Publish', `<MessageId>${sms.id}</MessageId>`)
}

const mistakeIn = ({ to, text, originationNumber, smsType, maxPriceUsd }: HandedOver): string | undefined => {
  if (!e164.test(to)) return `PhoneNumber Reason: ${to} is not valid to publish to`
  if (text === '') return 'Empty message'
  if ([...text].length > 1600) return 'Message Reason: it has more than 1600 characters'
  if (originationNumber !== undefined && !e164.test(originationNumber))
    return 'AWS.MM.SMS.OriginationNumber Reason: it is not a phone number'
  if (smsType !== 'Promotional' && smsType !== 'Transactional')
    return 'AWS.SNS.SMS.SMSType Reason: it is Promotional or Transactional'
  if (maxPriceUsd !== undefined && !(maxPriceUsd > 0)) return 'AWS.SNS.SMS.MaxPrice Reason: it is not a price'
  return undefined
}

const e164 = /^\+[1-9]\d{6,14}$/

/** `MessageAttributes.entry.1.Name` and `.Value.StringValue`, as forms write a map. */
const messageAttributes = ({ parameters }: Call): ReadonlyMap<string, string> =>
  new Map(
    Object.keys(parameters).flatMap((name) => {
      const prefix = /^(MessageAttributes\.entry\.\d+)\.Name$/.exec(name)?.[1]
      if (prefix === undefined) return []
      const value = textParameter({ parameters }, `${prefix}.Value.StringValue`)
      return [[textParameter({ parameters }, name), value] as const]
    }),
  )
