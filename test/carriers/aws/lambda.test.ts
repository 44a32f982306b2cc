import { createServer } from 'node:http'
import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import fc from 'fast-check'
import parsePhoneNumber from 'libphonenumber-js/max'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createAwsGateway, createSmsVoiceClient } from '../../../carriers/aws/send.ts'
import { judgeSendTextError } from '../../../carriers/aws/send-error.ts'
import { simulatorNumbers } from '../../../carriers/aws/simulator-numbers.ts'

import { partsOf, simulatedOutcome } from '../../../emulator/index.ts'
import { smsParts } from '../../../shared/rules/messages.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'
import { gateways } from '../gateways.ts'

const sms = {
  inboundId: 'text 1',
  from: '+32460000000',
  to: '+32470123456',
  text: 'Veuillez arrêter.',
  maxPriceUsd: 0.08,
}

test.each([1, 0.00001, 0.5, 2, 0.123456])('formats the price %d as AWS requires', async (maxPriceUsd) => {
  const bodies: unknown[] = []
  const server = createServer(async (request, response) => {
    bodies.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"MessageId":"1"}')
  })
  await gateways.aws(await stoppedAfterwards(startStandIn(server))).send({ ...sms, maxPriceUsd })
  expect(bodies).toMatchObject([{ MaxPrice: expect.stringMatching(/^[0-9]{0,2}\.[0-9]{1,5}$/) }])
})

test('without credentials nothing was sent, so a reply waits, and nobody is there', async () => {
  const error = Object.assign(new Error('none'), { name: 'CredentialsProviderError' })
  const config = { endpoint: 'http://127.0.0.1:1', region: 'eu-west-3', credentials: () => Promise.reject(error) }
  const client = createSmsVoiceClient(config, minute, minute)
  onTestFinished(() => client.destroy())
  const gateway = createAwsGateway(client, 'AntiRelou-test', minute)
  expect(await gateway.send(sms)).toEqual({ kind: 'retryable', reason: 'CredentialsProviderError' })
  expect(await gateway.ask(sms)).toBe('nobody')
})

describe('an error of SendTextMessage', () => {
  /** All reasons in the SDK, by the error that has them. */
  const reasons = {
    AccessDeniedException: Object.values(AccessDeniedExceptionReason),
    ConflictException: Object.values(ConflictExceptionReason),
    ServiceQuotaExceededException: Object.values(ServiceQuotaExceededExceptionReason),
    ValidationException: Object.values(ValidationExceptionReason),
  }

  test('only reasons about the destination end a reply, and with any other reason of AWS it waits', () => {
    const rejected = Object.entries(reasons).flatMap(([name, ofName]) =>
      ofName.flatMap((reason) => {
        const verdict = judgeSendTextError({ name, reason })
        expect(['rejected', 'retryable', 'refused']).toContain(verdict)
        return verdict === 'rejected' ? [`${name} ${reason}`] : []
      }),
    )
    expect(rejected).toEqual([
      'ConflictException DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
      'ConflictException DESTINATION_PHONE_NUMBER_OPTED_OUT',
      'ServiceQuotaExceededException DAILY_DESTINATION_CALL_LIMIT',
    ])
  })

  test.each(['InternalServerException', 'InternalFailure', 'ServiceUnavailable', 'TimeoutError', 'of tomorrow', ''])(
    'after %s it is unknown whether the text was sent',
    (name) => {
      expect(judgeSendTextError({ name, reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })).toBe('unknown')
    },
  )

  test('after an unknown reason a reply waits, and the line may not be to blame', () => {
    expect(judgeSendTextError({ name: 'ConflictException', reason: 'OF_TOMORROW' })).toBe('refused')
  })

  describe.each(['INVALID_PARAMETER', 'FIELD_VALIDATION_FAILED', 'CANNOT_PARSE', 'COUNTRY_CODE_MISMATCH'])(
    'the reason %s',
    (reason) => {
      test.each([
        [[], 'refused'],
        [['DestinationPhoneNumber'], 'rejected'],
        [['destinationPhoneNumber', 'DestinationPhoneNumber'], 'rejected'],
        [['MaxPrice', 'destinationPhoneNumber'], 'refused'],
        [['MaxPrice'], 'refused'],
      ])('with the fields %j means %s', (fields, verdict) => {
        expect(judgeSendTextError({ name: 'ValidationException', reason, fields })).toBe(verdict)
      })
    },
  )

  test.each([
    ['ValidationException', 'COUNTRY_NOT_ENABLED'],
    ['ValidationException', 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'],
    ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'],
    ['AccessDeniedException', 'ACCOUNT_DISABLED'],
  ])('%s %s concerns every reply of the line to the country, whatever field it blames', (name, reason) => {
    expect(judgeSendTextError({ name, reason, fields: ['DestinationPhoneNumber'] })).toBe('retryable')
  })
})

describe('the emulator', () => {
  test('the emulator counts as many parts of a text as the number does', () => {
    const characters = fc.constantFrom(...'aZ0 é€[ê👋\n')
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 400 }), (some) => {
        const { gsm7, parts } = smsParts(some.join(''))
        // The library counts no part in an empty text, but nobody sends one.
        fc.pre(some.length > 0)
        expect(partsOf(some.join(''))).toStrictEqual({ encoding: gsm7 ? 'GSM' : 'Unicode', parts })
      }),
    )
  })

  test.each(Object.entries(simulatorNumbers))(
    'the emulator knows the destination simulator numbers of %s, which belong to that country',
    (country, { success, failure }) => {
      expect([simulatedOutcome(success), simulatedOutcome(failure)]).toStrictEqual(['success', 'failure'])
      for (const number of [success, failure]) expect(parsePhoneNumber(number)?.country).toBe(country)
    },
  )
})
