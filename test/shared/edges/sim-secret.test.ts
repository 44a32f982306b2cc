import { once } from 'node:events'
import { createServer } from 'node:http'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { expect, onTestFinished, test } from 'vitest'

import { createSimSecret } from '../../../shared/edges/sim-secret.ts'
import { minute } from '../../../shared/rules/timing.ts'

const generated = { apiKey: '', userId: '', webhookKey: 'k'.repeat(64) }
const attached = { ...generated, apiKey: 'the key', userId: 'somebody' }

/** The real client and a Secrets Manager that holds what the test puts there. */
const startSecretsManager = async (secretString: string | undefined) => {
  const secrets = { secretString, asked: [] as string[] }
  const server = createServer(async (request, response) => {
    secrets.asked.push(JSON.parse(Buffer.concat(await request.toArray()).toString()).SecretId)
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    response.end(JSON.stringify({ SecretString: secrets.secretString }))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close(() => undefined).closeAllConnections())
  await once(server, 'listening')
  const address = server.address()
  const client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : undefined}`,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
  onTestFinished(() => client.destroy())
  const clock = { now: 0 }
  return { secrets, clock, readSecret: createSimSecret(client, 'the secret', () => clock.now) }
}

test('is read once in five minutes, so that a line that is attached works within so long', async () => {
  const { secrets, clock, readSecret } = await startSecretsManager(JSON.stringify(generated))
  expect(await readSecret()).toEqual(generated)
  secrets.secretString = JSON.stringify(attached)
  clock.now = 5 * minute - 1
  expect(await readSecret()).toEqual(generated)
  clock.now = 5 * minute
  expect(await readSecret()).toEqual(attached)
  expect(secrets.asked).toEqual(['the secret', 'the secret'])
})

test.each([undefined, '', 'the key', '{"apiKey":"the key"}'])(
  'a secret that holds %j is an error, and read again',
  async (broken) => {
    const { secrets, readSecret } = await startSecretsManager(broken)
    await expect(readSecret()).rejects.toThrow()
    secrets.secretString = JSON.stringify(attached)
    expect(await readSecret()).toEqual(attached)
  },
)

test('while it can not be read, what was read before stands; and no error quotes it', async () => {
  const { secrets, clock, readSecret } = await startSecretsManager(JSON.stringify(attached))
  await readSecret()
  secrets.secretString = '{"apiKey":uk_the_key'
  clock.now = 6 * minute
  expect(await readSecret()).toEqual(attached)
  const fresh = await startSecretsManager('{"apiKey":uk_the_key')
  await expect(fresh.readSecret()).rejects.toThrow(/^The secret is not JSON with apiKey, userId and webhookKey$/)
})
