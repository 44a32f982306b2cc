import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'

import type { Carrier, CarrierAnswer, OutboundSms } from '../ports/carrier.ts'

/** AWS as the carrier: SNS Publish to a phone number, through a client that attempts once. */
export const createCarrier = (client: SNSClient): Carrier => ({
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

/**
 * Refused, unroutable or unresolved by the system, at each address of the name; or the SDK's own connection time-out, which has
 * no code but a sentence.
 */
const neverConnected = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected)
  if (!(error instanceof Error)) return false
  const syscall = 'syscall' in error ? error.syscall : undefined
  return syscall === 'connect' || syscall === 'getaddrinfo' || error.message.includes('did not establish a connection')
}

const httpStatusOf = (error: Error): number | undefined => {
  const metadata = '$metadata' in error ? error.$metadata : undefined
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}
