import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { createClients } from '../../../ops/clients.ts'
import type { Policy } from '../../../test/ops/operated-number.ts'
import { testPolicies } from '../../test/policies.ts'
import { tested } from './example.ts'

const { cloud, keyFor, ops, target } = await testPolicies(tested, true, { HTTPSMS_API_KEY: 'local' })

test('only an installer may read the key of httpSMS, so an operator’s doctor asks it nothing', async () => {
  const SecretId = cloud.outputs['HttpSmsSecretArn']
  const readAs = (name: Policy) => {
    const { region, endpoint } = cloud
    const { secretsManager } = createClients({ region, endpoint, credentials: keyFor(name) })
    return secretsManager.send(new GetSecretValueCommand({ SecretId }))
  }
  for (const name of ['Operator', 'Watcher'] as const)
    await expect(readAs(name)).rejects.toThrow('not authorized to perform: secretsmanager:GetSecretValue')
  await expect(readAs('Installer')).resolves.toMatchObject({ SecretString: expect.stringContaining('apiKey') })
  const { out } = await ops(['doctor', ...target], { as: keyFor('Operator') })
  expect(out).toMatch(/^\? {3}httpSMS +not asked: its key can also send, so only the installer's policy may read it/m)
})
