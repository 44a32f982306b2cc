import { expect, test } from 'vitest'

import { createSimSecret } from '../../../carriers/sim/secret.ts'
import { hour, minute, second } from '../../../shared/rules/timing.ts'
import { startSecretsManager } from './secrets-manager.ts'

const generated = { apiKey: '', userId: '', webhookKey: 'k'.repeat(64) }
const attached = { ...generated, apiKey: 'the key', userId: 'somebody' }
const holding = (secret: object | undefined) => ({ secretString: secret && JSON.stringify(secret) })

const start = async (secretString: string | undefined) => {
  const { answers, asked, client } = await startSecretsManager({ AWSCURRENT: { secretString } })
  const clock = { now: 0 }
  return { answers, asked, clock, readSecret: createSimSecret(client, 'the secret', () => clock.now) }
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
  const readSecret = createSimSecret(client, 'the secret', () => clock.now)
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
