import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'

import type { Carrier, CarrierAnswer, OutboundSms } from '../ports/carrier.ts'
import { neverConnected } from './never-connected.ts'

/** AWS as the carrier: SNS Publish to a phone number, through a client that attempts once. */
export const createAwsCarrier = (client: SNSClient): Carrier => ({
  isReady: async () => true,
  send: async (sms) => {
    try {
      await client.send(new PublishCommand(publication(sms)))
      return 'taken'
    } catch (error) {
      return answerFrom(error)
    }
  },
})

const publication = ({ from, to, text, maxPriceUsd }: OutboundSms) => ({
  PhoneNumber: to,
  Message: text,
  MessageAttributes: {
    // The default, Promotional, may be dropped by carriers.
    'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
    'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: String(maxPriceUsd) },
    'AWS.MM.SMS.OriginationNumber': { DataType: 'String', StringValue: from },
  },
})

/** Only what proves that the carrier took nothing may be tried again; a 5xx, a reset or a time-out proves nothing. */
const answerFrom = (error: unknown): CarrierAnswer => {
  if (!(error instanceof Error)) return 'unknown'
  if (neverConnected(error) || error.name === 'CredentialsProviderError') return 'not-taken'
  const status = httpStatusOf(error)
  if (status === 403 || status === 429 || /throttl|expired/i.test(error.name)) return 'not-taken'
  return status !== undefined && status >= 400 && status < 500 ? 'refused' : 'unknown'
}

const httpStatusOf = (error: Error): number | undefined => {
  const metadata = '$metadata' in error ? error.$metadata : undefined
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}
