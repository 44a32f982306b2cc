import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { afterAll, expect, test } from 'vitest'

import { createClients } from '../../../ops/clients.ts'
import { findingsIn } from '../../cdk/synthesised.ts'
import {
  line as awsLine,
  expectOperatorSuffices,
  type Policy,
  runWithPolicy,
  startOperated,
  withId,
} from '../../ops/operated-number.ts'
import { httpSmsOnly, line, mixed } from './example.ts'

test.each([
  ['SIMs and AWS', mixed],
  ['SIMs only', { ...httpSmsOnly, httpSms: { url: 'https://sms.example.org', webhookConcurrency: 7 } }],
])('the checks find only acknowledged exceptions in a stage with %s', (_, settings) => {
  const report = findingsIn(settings)
  expect(report.flatMap(({ violations }) => violations)).toEqual([])
  const exceptions = report.flatMap(({ suppressedViolations }) => suppressedViolations)
  const ofHttpSms = exceptions.filter(({ violatingConstructs }) =>
    violatingConstructs.some(({ constructPath }) => constructPath.includes('/HttpSms')),
  )
  expect(ofHttpSms).toEqual([
    expect.objectContaining({ ruleName: 'AwsSolutions-SMG4', reason: expect.stringContaining('docs/httpsms.md') }),
  ])
})

const number = await startOperated({ twoWayTopicArn: undefined, deletionProtection: false }, 'local-httpsms', {
  deployed: withId('local-httpsms', 'phone-0'),
})
afterAll(number.stop)

test('an operator of a stage with a SIM may run every command but attach and rehearse, and do nothing else', async () => {
  await expectOperatorSuffices(number)
})

test('of the policies, only the installer’s may read the key that httpSMS sends with, so an operator’s doctor asks httpSMS nothing', async () => {
  const SecretId = number.cloud.outputs['HttpSmsSecretArn']
  const readAs = (name: Policy) => {
    const credentials = number.cloud.keyFor(number.policy(name).arn)
    const { secretsManager } = createClients({
      region: number.cloud.region,
      endpoint: number.cloud.endpoint,
      credentials,
    })
    return secretsManager.send(new GetSecretValueCommand({ SecretId }))
  }
  for (const name of ['Operator', 'Watcher'] as const)
    await expect(readAs(name)).rejects.toThrow('not authorized to perform: secretsmanager:GetSecretValue')
  await expect(readAs('Installer')).resolves.toMatchObject({ SecretString: expect.stringContaining('apiKey') })

  const as = number.cloud.keyFor(number.policy('Operator').arn)
  const { out } = await number.ops(['doctor', ...number.target], { as })
  expect(out).toMatch(
    /^\? {3}httpSMS +not asked: its key can also send, so only the installer's policy may read it; [^\n]+$/m,
  )
})

test('an installer of a stage with a SIM may attach both kinds of line, and run doctor', async () => {
  const commands = [['attach', line], ['attach', awsLine], ['doctor']]
  const { failed } = await runWithPolicy(number, 'Installer', commands, { variables: { HTTPSMS_API_KEY: 'local' } })
  expect(failed).toEqual([])
})
