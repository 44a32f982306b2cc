import { createServer } from 'node:http'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hour, minute, second } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../../test/stand-in.ts'
import { createWebhookKeys } from '../lambda/webhook-keys.ts'
import { createHttpSmsSecret } from '../secret.ts'

describe('the secret of send-reply', () => {
  test('is cached for five minutes, so that an attached line works within that time', async () => {
    const { answers, asked, clock, readSecret } = await start(holding(generated))
    expect(await Promise.all([readSecret(), readSecret()])).toEqual([generated, generated])
    answers.AWSCURRENT = holding(attached)
    clock.now = noon + 5 * minute - 1
    expect(await readSecret()).toEqual(generated)
    clock.now = noon + 5 * minute
    expect(await readSecret()).toEqual(attached)
    expect(asked).toHaveLength(2)
  })

  const broken = [undefined, '', 'the key', '{"apiKey":"the key"}', '{"apiKey":uk_the_key']
  test.each(broken)('if it is %j, is an error that does not quote it, and is not cached', async (SecretString) => {
    const { answers, readSecret } = await start({ SecretString })
    await expect(readSecret()).rejects.toThrow(/^The secret is not JSON with apiKey, webhookKey and userId$/)
    answers.AWSCURRENT = holding(attached)
    expect(await readSecret()).toEqual(attached)
  })

  test.each(['InternalServiceError', 'ThrottlingException', 'nobody'])('is known for an hour at %s', async (error) => {
    const { answers, client, clock, readSecret } = await start()
    await readSecret()
    if (error === 'nobody')
      client.config.endpoint = async () => ({ protocol: 'http:', hostname: '127.0.0.1', port: 1, path: '/' })
    answers.AWSCURRENT = error
    for (clock.now = noon + 5 * minute; clock.now < noon + hour; clock.now += minute)
      expect(await readSecret()).toEqual(attached)
    await expect(readSecret()).rejects.toThrow()
  })

  test.each<[string, Answer]>([
    ['is deleted', 'ResourceNotFoundException'],
    ['is about to be deleted', 'InvalidRequestException'],
    ['may no longer be read', 'AccessDeniedException'],
    ['can no longer be decrypted', 'DecryptionFailure'],
    ['has become invalid', { SecretString: '{"apiKey":uk_the_key' }],
  ])('a secret that %s is used for five minutes at most, like a replaced one', async (_, answer) => {
    const { answers, clock, readSecret } = await start()
    await readSecret()
    answers.AWSCURRENT = answer
    clock.now = noon + 5 * minute - 1
    expect(await readSecret()).toEqual(attached)
    clock.now = noon + 5 * minute
    await expect(readSecret()).rejects.toThrow()
    // A later temporary error does not bring the cached secret back.
    answers.AWSCURRENT = 'InternalServiceError'
    clock.now = noon + 7 * minute
    await expect(readSecret()).rejects.toThrow()
  })

  test('after a failure, it is retried at once, then with growing delays, and finally once a minute', async () => {
    const { asked, clock, readSecret } = await start('InternalServiceError')
    const askUntil = async (end: number, every: number): Promise<number> => {
      const before = asked.length
      for (; clock.now <= end; clock.now += every) await readSecret().catch(() => undefined)
      return asked.length - before
    }
    expect(await askUntil(noon + 100, 100)).toBe(2)
    expect(await askUntil(noon + 10 * minute, 100)).toBeLessThan(23)
    expect(await askUntil(noon + 20 * minute, second)).toBe(10)
  })
})

describe('the keys of the webhook', () => {
  const [old, young] = ['o'.repeat(64), 'y'.repeat(64)]

  test('are the current key and, for an hour after a change, the previous one, which is not read later', async () => {
    const { readKeys, clock, asked, told } = await start(withKey(young), withKey(old))
    const { previousKey, ...keys } = await readKeys()
    expect([keys, asked, told]).toEqual([{ webhookKey: young, userId: 'somebody' }, ['AWSCURRENT'], []])
    clock.now = noon + hour - 1
    expect(await (await readKeys()).previousKey()).toBe(old)
    asked.length = 0
    clock.now = noon + hour
    expect(await (await readKeys()).previousKey()).toBeUndefined()
    expect(await previousKey()).toBeUndefined()
    expect(asked).not.toContain('AWSPREVIOUS')
  })

  test.each(['ResourceNotFoundException', withKey(old)])('each read reads the previous key: %o', async (previous) => {
    const { readKeys, asked, clock } = await start(withKey(young), previous)
    const ask = async () => (await readKeys()).previousKey()
    await Promise.all([ask(), ask()])
    clock.now += 5 * minute - 1
    await ask()
    expect(asked).toEqual(['AWSCURRENT', 'AWSPREVIOUS'])
    clock.now += 1
    await ask()
    expect(asked).toEqual(['AWSCURRENT', 'AWSPREVIOUS', 'AWSCURRENT', 'AWSPREVIOUS'])
  })

  test('a previous key that cannot be read is counted, and read again', async () => {
    const { readKeys, answers, told, clock } = await start(withKey(young), 'InternalServiceError')
    await expect((await readKeys()).previousKey()).rejects.toThrow()
    expect(told).toContain('WebhookKeysUnreadable')
    answers.AWSPREVIOUS = withKey(old)
    clock.now += minute
    expect(await (await readKeys()).previousKey()).toBe(old)
  })

  test.each<[string, Answer, string]>([
    ['no key', withKey(''), 'The webhookKey of the secret is not at least 32 characters long'],
    ['a short key', withKey('k'.repeat(31)), 'The webhookKey of the secret is not at least 32 characters long'],
    ['no JSON', { SecretString: `{"webhookKey":${old}` }, 'The secret is not JSON with apiKey, webhookKey and userId'],
    ['no answer', 'InternalServiceError', 'InternalServiceError'],
  ])('%s is counted, and its reason quotes nothing', async (_, answer, reason) => {
    const { readKeys, told } = await start(answer)
    await expect(readKeys()).rejects.toThrow()
    expect(told).toEqual(['WebhookKeysUnreadable', { event: 'webhook keys unreadable', fields: { reason } }])
  })

  test('a key of 32 characters is long enough, and a shorter previous one is none', async () => {
    const { readKeys } = await start(withKey('k'.repeat(32)), withKey('k'.repeat(31)))
    expect(await (await readKeys()).previousKey()).toBeUndefined()
  })

  test('a failed read is counted even while the cached keys are used', async () => {
    const { readKeys, answers, clock, told } = await start(withKey(young))
    await readKeys()
    answers.AWSCURRENT = 'InternalServiceError'
    clock.now += 5 * minute
    expect(await readKeys()).toMatchObject({ webhookKey: young })
    expect(told).toContain('WebhookKeysUnreadable')
  })
})

const noon = Date.UTC(2026, 10, 24, 12)

/** A version of the secret, or the name of an error. */
type Answer = { readonly SecretString: string | undefined; readonly CreatedDate?: number } | string

const generated = { apiKey: '', userId: '', webhookKey: 'k'.repeat(64) }
const attached = { ...generated, apiKey: 'the key', userId: 'somebody' }
const holding = (it: object, at = noon): Answer => ({ SecretString: JSON.stringify(it), CreatedDate: at / second })
const withKey = (webhookKey: string, createdAt?: number) => holding({ ...attached, webhookKey }, createdAt)

/** A reader of the secret, with a server as Secrets Manager. `asked` has the staging labels of its requests. */
const start = async (current: Answer = holding(attached), previous: Answer = 'ResourceNotFoundException') => {
  const answers = { AWSCURRENT: current, AWSPREVIOUS: previous }
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const { VersionStage: stage = 'AWSCURRENT' } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    asked.push(stage)
    const answer = answers[stage as keyof typeof answers]
    const status = typeof answer !== 'string' ? 200 : answer === 'InternalServiceError' ? 500 : 400
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(typeof answer === 'string' ? { __type: answer } : answer))
  })
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const endpoint = await stoppedAfterwards(startStandIn(server))
  const client = new SecretsManagerClient({ endpoint, region: 'eu-west-3', credentials, maxAttempts: 1 })
  onTestFinished(() => client.destroy())
  const clock = { now: noon }
  const now = () => clock.now
  const told: unknown[] = []
  const telemetry = {
    count: (metric: string) => void told.push(metric),
    log: (event: string, fields: object) => void told.push({ event, fields }),
  }
  return {
    ...{ answers, asked, client, clock, told },
    readSecret: createHttpSmsSecret(client, 'the secret', now),
    readKeys: createWebhookKeys({ client, secretArn: 'arn', telemetry, now }),
  }
}
