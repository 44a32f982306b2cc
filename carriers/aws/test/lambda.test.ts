import * as sdk from '@aws-sdk/client-pinpoint-sms-voice-v2'
import fc from 'fast-check'
import parsePhoneNumber from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { partsOf, simulatedOutcome } from '../../../emulator/index.ts'
import { smsParts } from '../../../shared/rules/messages.ts'
import { textEvent } from '../../../test/shared/rules/text-event.ts'
import { deliveryEventTypes, readDeliveryReport } from '../delivery-report.ts'
import { judgeSendTextError } from '../lambda/send-error.ts'
import { simulatorNumbers } from '../simulator-numbers.ts'

describe('an error of SendTextMessage', () => {
  /** All reasons in the SDK, by the error that has them. */
  const reasons = {
    AccessDeniedException: Object.values(sdk.AccessDeniedExceptionReason),
    ConflictException: Object.values(sdk.ConflictExceptionReason),
    ServiceQuotaExceededException: Object.values(sdk.ServiceQuotaExceededExceptionReason),
    ValidationException: Object.values(sdk.ValidationExceptionReason),
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

  test.each([
    ['TimeoutError', 'DESTINATION_PHONE_NUMBER_OPTED_OUT', 'unknown'],
    ['of tomorrow', 'DESTINATION_PHONE_NUMBER_OPTED_OUT', 'unknown'],
    ['', '', 'unknown'],
    ['ConflictException', 'OF_TOMORROW', 'refused'],
  ])('%s %s means %s', (name, reason, verdict) => {
    expect(judgeSendTextError({ name, reason })).toBe(verdict)
  })

  describe.each(['INVALID_PARAMETER', 'FIELD_VALIDATION_FAILED', 'CANNOT_PARSE', 'COUNTRY_CODE_MISMATCH'])(
    '%s',
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

test.each(Object.entries(simulatorNumbers))('simulators of %s are known', (country, { success, failure }) => {
  expect([simulatedOutcome(success), simulatedOutcome(failure)]).toStrictEqual(['success', 'failure'])
  for (const number of [success, failure]) expect(parsePhoneNumber(number)?.country).toBe(country)
})

// What is read of texts and reports, the examples of AWS say (examples/inbound.json).

test('all of AWS’s types of text events are published, except those that are never final', () => {
  const texts = Object.values(sdk.EventType).filter((type) => type.startsWith('TEXT_'))
  expect(texts.filter((type) => !deliveryEventTypes.includes(type))).toEqual([
    'TEXT_ALL',
    'TEXT_PENDING',
    'TEXT_QUEUED',
    // Not supported (API reference, EventDestination).
    'TEXT_SENT',
  ])
})

test('a price that is infinite, as JSON may have it, is no price, and the report itself counts', () => {
  const message = JSON.stringify({ ...textEvent, totalMessagePrice: 'price' }).replace('"price"', '1e999')
  expect(readDeliveryReport({ topicArn: 'arn', publishedAt: 0, message })).toMatchObject({ costUsd: 0 })
})
