import { createServer, type RequestListener } from 'node:http'
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

const sms = {
  inboundId: 'text 1',
  from: '+32460000000',
  to: '+32470123456',
  text: 'Veuillez arrêter.',
  maxPriceUsd: 0.08,
}

/** Starts a server in place of AWS with this response. Returns its address, and the requests that it received. */
const startAws = async (respond: RequestListener) => {
  const requests: { readonly target: string | undefined; readonly body: unknown }[] = []
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString())
    requests.push({ target: String(request.headers['x-amz-target']), body })
    respond(request, response)
  })
  return { endpoint: await stoppedAfterwards(startStandIn(server)), requests }
}

/** Sends by the real client to a server with this response. */
const sendTo = async (respond: RequestListener, changes: Partial<typeof sms> = {}) => {
  const { endpoint, requests } = await startAws(respond)
  return { answer: await gatewayAt(endpoint).send({ ...sms, ...changes }), requests }
}

/** Asks by the real client whether anybody would take the reply. */
const askOf = async (respond: RequestListener) => {
  const { endpoint, requests } = await startAws(respond)
  return { answer: await gatewayAt(endpoint).ask(sms), requests }
}

const gatewayAt = (endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string } | 'none' = keys) => {
  const config = {
    endpoint,
    region: 'eu-west-3',
    credentials: credentials === 'none' ? () => Promise.reject(noCredentials) : credentials,
  }
  const client = createSmsVoiceClient(config, minute, minute)
  onTestFinished(() => client.destroy())
  return createAwsGateway(client, 'AntiRelou-test', minute)
}
const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
const noCredentials = Object.assign(new Error('none'), { name: 'CredentialsProviderError' })

const accepted: RequestListener = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"MessageId":"1"}')

const error =
  (status: number, name: string, details: object = {}): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: `com.amazonaws.pinpointsmsvoicev2#${name}`, Message: 'no', ...details }))

test('requests a transactional text from the line with a maximum price, and reports refer to the id of the text', async () => {
  const { answer, requests } = await sendTo(accepted)
  expect(answer).toEqual({ kind: 'accepted' })
  expect(requests).toEqual([
    {
      target: 'PinpointSMSVoiceV2.SendTextMessage',
      body: {
        OriginationIdentity: sms.from,
        DestinationPhoneNumber: sms.to,
        MessageBody: sms.text,
        MessageType: 'TRANSACTIONAL',
        ConfigurationSetName: 'AntiRelou-test',
        MaxPrice: '0.08000',
        TimeToLive: 3600,
        Context: { inboundId: 'text 1' },
      },
    },
  ])
})

test.each([1, 0.00001, 0.5, 2, 0.123456])('formats the price %d as AWS requires', async (maxPriceUsd) => {
  const { requests } = await sendTo(accepted, { maxPriceUsd })
  expect(requests).toMatchObject([{ body: { MaxPrice: expect.stringMatching(/^[0-9]{0,2}\.[0-9]{1,5}$/) } }])
})

test.each([
  ['if the destination opted out', 'ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, 'rejected'],
  [
    'if the destination is not valid',
    'ValidationException',
    { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'DestinationPhoneNumber', Message: 'no' }] },
    'rejected',
  ],
  [
    'if another parameter is not valid',
    'ValidationException',
    { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'MaxPrice', Message: 'no' }] },
    'refused',
  ],
  [
    'if the spend limit is reached',
    'ServiceQuotaExceededException',
    { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
    'retryable',
  ],
])('returns the reason of AWS after one attempt %s', async (_, name, details, kind) => {
  const { answer, requests } = await sendTo(error(400, name, details))
  expect(answer).toEqual({ kind, reason: details.Reason })
  expect(requests).toHaveLength(1)
})

test.each([
  [400, 'ThrottlingException', 'throttled'],
  [400, 'AccessDeniedException', 'retryable'],
  [400, 'ResourceNotFoundException', 'retryable'],
  [400, 'UnrecognizedClientException', 'retryable'],
  [400, 'ExpiredTokenException', 'retryable'],
  [500, 'InternalServerException', 'unknown'],
  [503, 'ServiceUnavailable', 'unknown'],
])(
  'after %i %s, which has no reason, returns %s and the name of the error, without a retry',
  async (status, name, kind) => {
    const { answer, requests } = await sendTo(error(status, name))
    expect(answer).toEqual({ kind, reason: name })
    expect(requests).toHaveLength(1)
  },
)

test('returns retryable if the connection is refused or the name does not resolve, since nothing was sent', async () => {
  expect(await gatewayAt('http://127.0.0.1:1').send(sms)).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
  expect(await gatewayAt('http://carrier.invalid').send(sms)).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
})

test('returns retryable without credentials, since nothing was sent', async () => {
  expect(await gatewayAt('http://127.0.0.1:1', 'none').send(sms)).toEqual({
    kind: 'retryable',
    reason: 'CredentialsProviderError',
  })
})

describe('the question whether anybody would take a reply', () => {
  test('is one dry run of the request that sends it', async () => {
    const { answer, requests } = await askOf(accepted)
    const { requests: sent } = await sendTo(accepted)
    expect(answer).toBe('somebody')
    expect(requests).toEqual(sent.map(({ target, body }) => ({ target, body: { ...Object(body), DryRun: true } })))
    expect(sent[0]?.body).not.toHaveProperty('DryRun')
  })

  test('finds nobody without credentials', async () => {
    expect(await gatewayAt('http://127.0.0.1:1', 'none').ask(sms)).toBe('nobody')
  })
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
