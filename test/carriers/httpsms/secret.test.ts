import { createServer } from 'node:http'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createHttpSmsSecret } from '../../../carriers/httpsms/secret.ts'
import { createWebhookKeys } from '../../../carriers/httpsms/webhook-keys.ts'
import { hour, minute, second } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'

type Version = { readonly secretString: string | undefined; readonly createdAt?: number }

/** The responses: a version of the secret for each staging label, or the name of an error. */
type Answers = { AWSCURRENT: Version | string; AWSPREVIOUS?: Version | string }

/** A real client with a server in place of Secrets Manager. `asked` records the staging labels of its requests. */
const startSecretsManager = async (answers: Answers) => {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const { VersionStage: stage = 'AWSCURRENT' } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    asked.push(stage)
    const answer = answers[stage as keyof Answers] ?? 'ResourceNotFoundException'
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    if (typeof answer === 'string') response.statusCode = answer === 'InternalServiceError' ? 500 : 400
    response.end(JSON.stringify(typeof answer === 'string' ? { __type: answer } : bodyOf(answer)))
  })
  const client = new SecretsManagerClient({
    endpoint: await stoppedAfterwards(startStandIn(server)),
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
  onTestFinished(() => client.destroy())
  return { answers, asked, client }
}

const bodyOf = ({ secretString, createdAt = 0 }: Version) => ({
  SecretString: secretString,
  CreatedDate: createdAt / 1000,
})

describe('the secret of send-reply', () => {
  const generated = { apiKey: '', userId: '', webhookKey: 'k'.repeat(64) }
  const attached = { ...generated, apiKey: 'the key', userId: 'somebody' }
  const holding = (secret: object | undefined) => ({ secretString: secret && JSON.stringify(secret) })

  const start = async (secretString: string | undefined) => {
    const { answers, asked, client } = await startSecretsManager({ AWSCURRENT: { secretString } })
    const clock = { now: 0 }
    return { answers, asked, clock, readSecret: createHttpSmsSecret(client, 'the secret', () => clock.now) }
  }

  test('is cached for five minutes, so that an attached line works within that time', async () => {
    const { answers, asked, clock, readSecret } = await start(JSON.stringify(generated))
    expect(await readSecret()).toEqual(generated)
    answers.AWSCURRENT = holding(attached)
    clock.now = 5 * minute - 1
    expect(await readSecret()).toEqual(generated)
    clock.now = 5 * minute
    expect(await readSecret()).toEqual(attached)
    expect(asked).toHaveLength(2)
  })

  test('is read once for concurrent requests', async () => {
    const { asked, readSecret } = await start(JSON.stringify(attached))
    expect(await Promise.all([readSecret(), readSecret(), readSecret()])).toEqual([attached, attached, attached])
    expect(asked).toHaveLength(1)
  })

  test.each([undefined, '', 'the key', '{"apiKey":"the key"}', '{"apiKey":uk_the_key'])(
    'an invalid secret %j is an error that does not quote it, and is not cached',
    async (broken) => {
      const { answers, readSecret } = await start(broken)
      await expect(readSecret()).rejects.toThrow(/^The secret is not JSON with apiKey, userId and webhookKey$/)
      answers.AWSCURRENT = holding(attached)
      expect(await readSecret()).toEqual(attached)
    },
  )

  const known = async () => {
    const started = await start(JSON.stringify(attached))
    await started.readSecret()
    return started
  }

  test.each(['InternalServiceError', 'ThrottlingException'])(
    'while Secrets Manager responds with %s, the cached secret is used for up to an hour',
    async (error) => {
      const { answers, clock, readSecret } = await known()
      answers.AWSCURRENT = error
      for (clock.now = 5 * minute; clock.now < hour; clock.now += minute) expect(await readSecret()).toEqual(attached)
      await expect(readSecret()).rejects.toMatchObject({ name: error })
      answers.AWSCURRENT = holding(generated)
      clock.now += minute
      expect(await readSecret()).toEqual(generated)
    },
  )

  test('while Secrets Manager cannot be reached, the cached secret is used for up to an hour', async () => {
    const { client } = await startSecretsManager({ AWSCURRENT: holding(attached) })
    const clock = { now: 0 }
    const readSecret = createHttpSmsSecret(client, 'the secret', () => clock.now)
    await readSecret()
    client.config.endpoint = async () => ({ protocol: 'http:', hostname: '127.0.0.1', port: 1, path: '/' })
    clock.now = hour - 1
    expect(await readSecret()).toEqual(attached)
    clock.now = hour
    await expect(readSecret()).rejects.toThrow('ECONNREFUSED')
  })

  test.each([
    ['is deleted', 'ResourceNotFoundException'],
    ['is about to be deleted', 'InvalidRequestException'],
    ['may no longer be read', 'AccessDeniedException'],
    ['can no longer be decrypted', 'DecryptionFailure'],
    ['has become invalid', { secretString: '{"apiKey":uk_the_key' }],
  ])('a secret that %s is used from the cache for five minutes at most, like a replaced one', async (_, answer) => {
    const { answers, clock, readSecret } = await known()
    answers.AWSCURRENT = answer
    clock.now = 5 * minute - 1
    expect(await readSecret()).toEqual(attached)
    clock.now = 5 * minute
    await expect(readSecret()).rejects.toThrow()
    // A later temporary error does not bring the cached secret back.
    answers.AWSCURRENT = 'InternalServiceError'
    clock.now = 7 * minute
    await expect(readSecret()).rejects.toThrow()
  })

  test('after a failure, it is retried at once, then with growing delays, and finally once a minute', async () => {
    const { asked, clock, readSecret } = await start(undefined)
    const ask = () => readSecret().catch(() => undefined)
    await ask()
    clock.now = 0.1 * second
    await ask()
    expect(asked).toHaveLength(2)
    for (; clock.now <= 10 * minute; clock.now += 100) await ask()
    expect(asked.length).toBeLessThan(25)
    const soFar = asked.length
    for (; clock.now <= 20 * minute; clock.now += second) await ask()
    expect(asked.length - soFar).toBe(10)
  })
})

describe('the keys of the webhook', () => {
  const noon = Date.UTC(2026, 10, 24, 12)
  const [old, young] = ['o'.repeat(64), 'y'.repeat(64)]
  const version = (webhookKey: string, createdAt = noon) => ({
    secretString: JSON.stringify({ apiKey: 'the key', userId: 'somebody', webhookKey }),
    createdAt,
  })

  type Answers = Parameters<typeof startSecretsManager>[0]

  const start = async (wanted: Answers) => {
    const { answers, asked, client } = await startSecretsManager(wanted)
    const clock = { now: noon }
    const told: unknown[] = []
    const telemetry = {
      count: (metric: string) => void told.push(metric),
      log: (event: string, fields: object) => void told.push({ event, fields }),
    }
    const now = () => clock.now
    return { answers, asked, clock, told, readKeys: createWebhookKeys({ client, secretArn: 'arn', telemetry, now }) }
  }

  test('are the current key and the account', async () => {
    const { readKeys, told, asked } = await start({ AWSCURRENT: version(young) })
    expect(await readKeys()).toMatchObject({ webhookKey: young, userId: 'somebody' })
    expect(asked).toEqual(['AWSCURRENT'])
    expect(told).toEqual([])
  })

  test('the previous key is available for an hour after it was replaced, and is not read later', async () => {
    const { readKeys, clock, asked } = await start({ AWSCURRENT: version(young), AWSPREVIOUS: version(old) })
    const { previousKey } = await readKeys()
    expect(await previousKey()).toBe(old)
    clock.now = noon + hour - 1
    expect(await (await readKeys()).previousKey()).toBe(old)
    asked.length = 0
    clock.now = noon + hour
    expect(await (await readKeys()).previousKey()).toBeUndefined()
    expect(await previousKey()).toBeUndefined()
    expect(asked).not.toContain('AWSPREVIOUS')
  })

  test.each<[string, Answers['AWSPREVIOUS']]>([
    ['found', version(old)],
    ['not found, for there has been none', undefined],
  ])('the previous key is read once for each read of the current one: %s', async (_, AWSPREVIOUS) => {
    const { readKeys, asked, clock } = await start({ AWSCURRENT: version(young), ...(AWSPREVIOUS && { AWSPREVIOUS }) })
    const ask = async () => (await readKeys()).previousKey()
    await Promise.all([ask(), ask()])
    for (; clock.now < noon + 5 * minute; clock.now += minute) await ask()
    expect(asked).toEqual(['AWSCURRENT', 'AWSPREVIOUS'])
    await ask()
    expect(asked).toEqual(['AWSCURRENT', 'AWSPREVIOUS', 'AWSCURRENT', 'AWSPREVIOUS'])
  })

  test('a previous key that cannot be read is counted, and read again', async () => {
    const { readKeys, answers, told, clock } = await start({
      AWSCURRENT: version(young),
      AWSPREVIOUS: 'InternalServiceError',
    })
    await expect((await readKeys()).previousKey()).rejects.toThrow()
    expect(told).toContain('WebhookKeysUnreadable')
    answers.AWSPREVIOUS = version(old)
    clock.now += minute
    expect(await (await readKeys()).previousKey()).toBe(old)
  })

  test('a key that was replaced twice is invalid within five minutes', async () => {
    const { readKeys, answers, clock } = await start({ AWSCURRENT: version(old, noon - hour) })
    expect(await readKeys()).toMatchObject({ webhookKey: old })
    answers.AWSCURRENT = version(young)
    answers.AWSPREVIOUS = version('between'.repeat(9))
    clock.now += 5 * minute
    const { webhookKey, previousKey } = await readKeys()
    expect([webhookKey, await previousKey()]).not.toContain(old)
  })

  test.each(['', 'k'.repeat(31)])('a key of less than 32 characters is refused: "%s"', async (short) => {
    const { readKeys, answers, told } = await start({ AWSCURRENT: version(short) })
    const reason = 'The webhookKey of the secret is not at least 32 characters long'
    await expect(readKeys()).rejects.toThrow(reason)
    expect(told).toEqual(['WebhookKeysUnreadable', { event: 'webhook keys unreadable', fields: { reason } }])
    answers.AWSCURRENT = version('k'.repeat(32))
    answers.AWSPREVIOUS = version(short)
    expect(await (await readKeys()).previousKey()).toBeUndefined()
  })

  test('a failed read is counted even while the cached keys are used, and its reason quotes none of them', async () => {
    const { readKeys, answers, clock, told } = await start({ AWSCURRENT: version(young) })
    await readKeys()
    answers.AWSCURRENT = 'InternalServiceError'
    clock.now += 5 * minute
    expect(await readKeys()).toMatchObject({ webhookKey: young })
    const unreadable = (reason: string) => [
      'WebhookKeysUnreadable',
      { event: 'webhook keys unreadable', fields: { reason } },
    ]
    expect(told).toEqual(unreadable('InternalServiceError'))
    told.length = 0
    answers.AWSCURRENT = { secretString: `{"webhookKey":${young}` }
    clock.now += 5 * minute
    await expect(readKeys()).rejects.toThrow()
    expect(told).toEqual(unreadable('The secret is not JSON with apiKey, userId and webhookKey'))
  })
})
