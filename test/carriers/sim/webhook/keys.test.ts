import { expect, test } from 'vitest'

import { createWebhookKeys } from '../../../../carriers/sim/webhook-keys.ts'
import { hour, minute } from '../../../../shared/rules/timing.ts'
import { startSecretsManager } from '../secrets-manager.ts'

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
