import * as sdk from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { describe, expect, test } from 'vitest'
import { createClients } from '../../ops/clients.ts'
import { explain } from '../../ops/explain.ts'
import { wordsFor } from '../../ops/outcomes.ts'
import { operations } from '../../ops/run.ts'
import { stoppedAfterwards } from '../stand-in.ts'
import { startAnswering } from './machine.ts'

/** A client of End User Messaging whose time passes only while it waits, and the waits that it asked for. */
const startPaced = async () => {
  const endpoint = await stoppedAfterwards(startAnswering(200, 'application/x-amz-json-1.0', '{}'))
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
  const waits: number[] = []
  const time = { ms: 0 }
  const { endUserMessaging } = createClients({ region: 'eu-west-3', endpoint, credentials }, undefined, {
    now: () => time.ms,
    wait: async (ms) => {
      waits.push(ms)
      time.ms += ms
    },
  })
  return { client: endUserMessaging, waits, time }
}

const numbers = (client: sdk.PinpointSMSVoiceV2Client) => client.send(new sdk.DescribePhoneNumbersCommand())
const limits = (client: sdk.PinpointSMSVoiceV2Client) => client.send(new sdk.DescribeSpendLimitsCommand())

test('A request to End User Messaging waits 1.1 s after the last of its action, and behind those waiting', async () => {
  const { client, waits, time } = await startPaced()
  await numbers(client)
  await limits(client)
  expect(waits).toEqual([])
  await numbers(client)
  expect(waits).toEqual([1100])
  time.ms += 600
  await numbers(client)
  expect(waits.splice(0)).toEqual([1100, 500])
  time.ms += 1100
  await Promise.all([numbers(client), numbers(client), numbers(client)])
  expect(waits.reduce((sum, ms) => sum + ms)).toBe(2200)
})

const reasonsOfAws = [
  sdk.AccessDeniedExceptionReason,
  sdk.ConflictExceptionReason,
  sdk.ServiceQuotaExceededExceptionReason,
  sdk.ValidationExceptionReason,
].flatMap((reasons) => Object.values<string>(reasons))

const said = (reason: string) => wordsFor(reason, operations)
const explanation = expect.stringMatching(/^[^\n]+: [^\n]*[^.]$/)

describe('a reason', () => {
  test('of AWS that can apply to a text has an explanation', () => {
    const explained = reasonsOfAws.flatMap((reason) => said(reason) ?? [])
    // Most of AWS's are about registrations, pools and the like.
    expect(explained.length).toBeGreaterThan(12)
    for (const words of explained) expect(words).toEqual({ en: explanation, fr: explanation })
  })

  test.each([
    ...['AccessDeniedException', 'ThrottlingException', 'ResourceNotFoundException', 'CredentialsProviderError'],
    ...['ExpiredTokenException', 'UNREACHABLE', 'NO_ANSWER'],
  ])('%s, an error on the way to a carrier, has an explanation', (reason) => {
    expect(said(reason)).toEqual({ en: explanation, fr: explanation })
  })

  test('that deploying again would not mend says what the runbook says', () => {
    const drifted = /^the functions may not send .*: have an administrator put it back, by docs\/runbook\.md#put-back$/
    expect(said('AccessDeniedException')?.en).toMatch(drifted)
    const error = new Error('not authorized to perform: sms-voice:SendTextMessage')
    const sentence = explain(Object.assign(error, { name: 'AccessDeniedException' }))?.sentence.en
    expect(sentence).toMatch(/^You may not do sms-voice:SendTextMessage there\. If stage and region are right, ask who/)
    expect(sentence).not.toContain('<')
  })

  test('that nobody knows has no explanation', () => {
    for (const reason of ['SURPRISE', 'constructor', 'HTTP_', 'KEYWORDS_PER_POOL']) expect(said(reason)).toBeUndefined()
    expect(reasonsOfAws).toContain('KEYWORDS_PER_POOL')
  })
})

describe('an error of AWS that has a reason', () => {
  const errorOf = (Reason: sdk.ValidationExceptionReason) =>
    new sdk.ValidationException({ $metadata: {}, message: '+33612345678 is wrong', Reason })

  test('is explained by that reason, with our explanation if there is one, and never by its message', () => {
    expect(explain(errorOf('PRICE_OVER_THRESHOLD'))?.sentence.en).toBe(
      'AWS refused: PRICE_OVER_THRESHOLD: a text there costs more than partPriceUsd allows: raise it in settings, and deploy.',
    )
    expect(explain(errorOf('CANNOT_ADD_OPTED_OUT_NUMBER'))?.sentence.en).toBe(
      'AWS refused: CANNOT_ADD_OPTED_OUT_NUMBER.',
    )
  })

  test('is not mistaken for a missing permission, even if it is an AccessDeniedException', () => {
    const disabled = Object.assign(new Error('no'), { name: 'AccessDeniedException', Reason: 'ACCOUNT_DISABLED' })
    expect(explain(disabled)?.sentence.en).toMatch(/^AWS refused: ACCOUNT_DISABLED: AWS has switched texting off/)
  })
})

test('a folder that cannot be written to is named, and AWS is not blamed', () => {
  const failed = Object.assign(new Error('no'), { code: 'EACCES', path: '/dist/card.pdf' })
  expect(explain(failed)?.sentence.en).toMatch(/^\/dist\/card\.pdf can't be written or read here \(EACCES\): /)
})
