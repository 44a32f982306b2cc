import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { afterAll, describe, expect, test } from 'vitest'

import { createClients } from '../../ops/clients.ts'
import { settingsIn } from '../../settings/read.ts'
import { findingsIn } from '../cdk/synthesised.ts'
import {
  line as awsLine,
  expectOperatorSuffices,
  mailedFile,
  type Policy,
  runWithPolicy,
  startOperated,
  withId,
} from '../ops/operated-number.ts'
import { httpSmsOnly, line as sim, mixed as withHttpSms } from './httpsms/example.ts'
import { line as chat, whatsappOnly, mixed as withWhatsApp } from './whatsapp/example.ts'

test.each([
  ['SIMs and AWS', withHttpSms],
  ['SIMs only', { ...httpSmsOnly, httpSms: { url: 'https://sms.example.org', webhookConcurrency: 7 } }],
  ['a line on WhatsApp and one of AWS', withWhatsApp],
  ['a line on WhatsApp only', whatsappOnly],
])('the checks find only acknowledged exceptions in a stage with %s', (_, settings) => {
  const report = findingsIn(settings)
  expect(report.flatMap(({ violations }) => violations)).toEqual([])
  const exceptions = report.flatMap(({ suppressedViolations }) => suppressedViolations)
  for (const { ruleName, reason, violatingConstructs } of exceptions)
    if (violatingConstructs.some(({ constructPath }) => constructPath.includes('/HttpSms')))
      expect([ruleName, reason]).toEqual(['AwsSolutions-SMG4', expect.stringContaining('docs/httpsms.md')])
})

describe.each([
  ['local-httpsms', sim],
  ['local-whatsapp', chat],
])('in the stage %s', async (stage, line) => {
  const account = { twoWayTopicArn: undefined, deletionProtection: false, areLinesAttached: stage === 'local-httpsms' }
  const file = mailedFile(stage)
  const deployed = { ...withId(stage, 'phone-0'), alertEmails: settingsIn(file, stage).alertEmails }
  const number = await startOperated(account, stage, { deployed, file })
  afterAll(number.stop)

  test('an operator may run every command but attach and rehearse, and do nothing else', async () => {
    await expectOperatorSuffices(number)
  })

  test('an installer may attach both kinds of line, and run doctor', async () => {
    const commands = [['attach', line], ['attach', awsLine], ['doctor']]
    const { failed } = await runWithPolicy(number, 'Installer', commands, { variables: { HTTPSMS_API_KEY: 'local' } })
    expect(failed).toEqual([])
  })

  test.runIf(stage === 'local-httpsms')(
    'only the installer’s policy may read the key that httpSMS sends with, so an operator’s doctor asks httpSMS nothing',
    async () => {
      const { cloud, keyFor, ops, target } = number
      const SecretId = cloud.outputs['HttpSmsSecretArn']
      const readAs = (name: Policy) => {
        const credentials = keyFor(name)
        const { secretsManager } = createClients({ region: cloud.region, endpoint: cloud.endpoint, credentials })
        return secretsManager.send(new GetSecretValueCommand({ SecretId }))
      }
      for (const name of ['Operator', 'Watcher'] as const)
        await expect(readAs(name)).rejects.toThrow('not authorized to perform: secretsmanager:GetSecretValue')
      await expect(readAs('Installer')).resolves.toMatchObject({ SecretString: expect.stringContaining('apiKey') })
      const { out } = await ops(['doctor', ...target], { as: keyFor('Operator') })
      expect(out).toMatch(
        /^\? {3}httpSMS +not asked: its key can also send, so only the installer's policy may read it/m,
      )
    },
  )
})
