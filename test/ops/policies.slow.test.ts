import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { simulatorNumbers } from '../../carriers/aws/simulator-numbers.ts'
import { judgePolicies } from '../../local/policy-judge.ts'
import { keyOf } from '../e2e/item-access.ts'
import { until } from '../e2e/running-number.ts'
import {
  expectOperatorSuffices,
  granted,
  lastEvening,
  line,
  mailedFile,
  type Operated,
  ofDashboard,
  type Policy,
  runWithPolicy,
  startOperated,
  stranger,
  watching,
  withId,
} from './operated-number.ts'

const number = await startOperated({ areLinesAttached: false }, 'local', { file: mailedFile('local') })
afterAll(number.stop)
const { cloud } = number

test('an operator may run every command but attach and rehearse, and do nothing else', async () => {
  await expectOperatorSuffices(number)
})

test('a watcher may look, and do nothing else', async () => {
  const today = await runWithPolicy(number, 'Watcher', watching)
  const { asked, failed } = await runWithPolicy(number, 'Watcher', [['status']], { now: lastEvening })
  expect([...today.failed, ...failed]).toEqual([])
  // Doctor's, for which an operator's policy has no room.
  const ofDoctor = ['lambda:GetFunctionConcurrency', 'lambda:GetFunctionConfiguration']
  expect([...new Set([...today.asked, ...asked, ...ofDoctor])].sort()).toEqual(granted(number, 'Watcher'))
})

test.each([
  [`AntiRelou-local-${cloud.region}`, true],
  ['AntiRelou-local-us-west-2', false],
  ['AntiRelou-local', false],
])('a watcher may find dashboards, and open the one of the stage: %s', async (dashboard, may) => {
  const accountId = cloud.outputs['AlertTopicArn']?.split(':')[4] ?? ''
  const asked = {
    principal: `arn:aws:iam::${accountId}:user/zoe`,
    accountId,
    context: {},
    identityPolicies: [number.policy('Watcher').properties.PolicyDocument],
    resourcePolicy: undefined,
  }
  const [open, find] = ofDashboard as [string, string]
  const resource = `arn:aws:cloudwatch::${accountId}:dashboard/${dashboard}`
  expect(await judgePolicies({ ...asked, action: open, resource })).toBe(may)
  expect(await judgePolicies({ ...asked, action: find, resource: '*' })).toBe(true)
})

test('an operator can’t store which replies a sender is promised, since those count as paid', async () => {
  const { dynamodb } = number.clients(number.keyFor('Operator'))
  const Item = { ...keyOf('sender#promised'), replies: { M: {} }, version: { N: '1' } }
  const put = dynamodb.send(new PutItemCommand({ TableName: cloud.outputs['TableName'], Item }))
  await expect(put).rejects.toThrow('not authorized to perform: dynamodb:PutItem')
})

describe('access to the numbers of the account:', () => {
  const other = '+32460000001'
  const send = (operated: Operated, name: Policy, OriginationIdentity: string) => {
    const { endUserMessaging } = operated.clients(operated.keyFor(name))
    const to = { DestinationPhoneNumber: simulatorNumbers['BE']?.success, MessageBody: 'Salut', DryRun: true }
    return endUserMessaging.send(new SendTextMessageCommand({ OriginationIdentity, ...to }))
  }

  test('an installer can attach and try a line whose id is in settings, and no other number', async () => {
    const account = { numbers: [line, other], areLinesAttached: false }
    const known = await startOperated(account, 'local', { deployed: withId('local', 'phone-0') })
    onTestFinished(known.stop)
    const attach = [line, other].map((number) => ['attach', number])
    const { failed } = await runWithPolicy(known, 'Installer', attach)
    expect(failed).toEqual([expect.stringMatching(/^attach: You may not do sms-voice:UpdatePhoneNumber there\. /)])
    await expect(send(known, 'Installer', line)).resolves.toBeDefined()
    const refusal = 'not authorized to perform: sms-voice:SendTextMessage'
    await expect(send(known, 'Installer', other)).rejects.toThrow(refusal)
    // The role of send-reply is limited to this number, too, and has to allow it.
    const id = await known.text(stranger())
    await until('the reply', () => known.outcomes(id).length > 0)
    expect(known.outcomes(id)).toEqual(['sent'])
  })

  test('an installer is told to add a missing id to settings, while an administrator needs none', async () => {
    const { failed } = await runWithPolicy(number, 'Installer', [['attach', line]])
    expect(failed).toEqual([
      `attach: You may not attach ${line}: whoever has the installer's policy may, once settings/local.json say "phoneNumberId": "phone-0" beside it and are deployed; an administrator may now.`,
    ])
    await expect(send(number, 'Installer', line)).rejects.toThrow('not authorized to perform')
    await number.json('attach', line)
  })
})
