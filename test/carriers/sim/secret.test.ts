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

test('is read once in five minutes, so that a line that is attached works within so long', async () => {
  const { answers, asked, clock, readSecret } = await start(JSON.stringify(generated))
  expect(await readSecret()).toEqual(generated)
  answers.AWSCURRENT = holding(attached)
  clock.now = 5 * minute - 1
  expect(await readSecret()).toEqual(generated)
  clock.now = 5 * minute
  expect(await readSecret()).toEqual(attached)
  expect(asked).toHaveLength(2)
})

test('is read once for all who ask at once', async () => {
  const { asked, readSecret } = await start(JSON.stringify(attached))
  expect(await Promise.all([readSecret(), readSecret(), readSecret()])).toEqual([attached, attached, attached])
  expect(asked).toHaveLength(1)
})

test.each([undefined, '', 'the key', '{"apiKey":"the key"}'])(
  'a secret that holds %j is an error, and read again',
  async (broken) => {
    const { answers, readSecret } = await start(broken)
    await expect(readSecret()).rejects.toThrow(/^The secret is not JSON with apiKey, userId and webhookKey$/)
    answers.AWSCURRENT = holding(attached)
    expect(await readSecret()).toEqual(attached)
  },
)

test('no error quotes what the secret holds', async () => {
  const { readSecret } = await start('{"apiKey":uk_the_key')
  await expect(readSecret()).rejects.toThrow(/^The secret is not JSON with apiKey, userId and webhookKey$/)
})

const known = async () => {
  const started = await start(JSON.stringify(attached))
  await started.readSecret()
  return started
}

test.each(['InternalServiceError', 'ThrottlingException'])(
  'while Secrets Manager answers %s, what was read before stands, for an hour',
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

test('so it does while Secrets Manager can’t be reached at all', async () => {
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
  ['may not be read any more', 'AccessDeniedException'],
  ['can’t be decrypted any more', 'DecryptionFailure'],
  ['has become nonsense', { secretString: '{"apiKey":uk_the_key' }],
])('a secret that %s is trusted no longer than one that was replaced', async (_, answer) => {
  const { answers, clock, readSecret } = await known()
  answers.AWSCURRENT = answer
  clock.now = 5 * minute - 1
  expect(await readSecret()).toEqual(attached)
  clock.now = 5 * minute
  await expect(readSecret()).rejects.toThrow()
  // That it can't be reached afterwards doesn't bring it back.
  answers.AWSCURRENT = 'InternalServiceError'
  clock.now = 7 * minute
  await expect(readSecret()).rejects.toThrow()
})

test('after a failure it is asked for again at once, then ever more rarely, and once a minute in the end', async () => {
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
