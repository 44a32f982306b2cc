import {
  BatchGetItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'

import { simulatorNumbers } from '../../carriers/aws/simulator-numbers.ts'
import { createClients } from '../../ops/clients.ts'
import { until } from '../e2e/running-number.ts'
import {
  expectOperatorSuffices,
  granted,
  line,
  type Operated,
  type Policy,
  runWithPolicy,
  startOperated,
  stranger,
  watching,
  withId,
} from './operated-number.ts'

const number = await startOperated({ areLinesAttached: false })
const rehearsal = await startOperated({ numbers: [], areLinesAttached: false, partPriceUsd: 0.012 }, 'rehearsal')
afterAll(() => Promise.all([number.stop(), rehearsal.stop()]))
const { cloud } = number

/** A time at which bookings can fall into two months, so that both are read. */
const lastEvening = () => Date.parse('2026-11-30T22:30:00Z')

test('an operator may run every command but attach and rehearse, and do nothing else', async () => {
  await expectOperatorSuffices(number)
})

test('an installer may attach a number, run doctor and rehearse, and look, and do nothing else', async () => {
  const [simulator = ''] = rehearsal.cloud.boughtNumbers
  const commands = [...watching, ['attach', simulator], ['doctor'], ['rehearse']]
  // The rehearsal has to erase a sender first, which takes a permission of its own.
  await rehearsal.json('block', simulatorNumbers['US']?.success ?? '')
  const today = await runWithPolicy(rehearsal, 'Installer', commands)
  const inTheEvening = await runWithPolicy(rehearsal, 'Installer', [['status']], { now: lastEvening })
  expect([...today.failed, ...inTheEvening.failed]).toEqual([])
  const asked = [...new Set([...today.asked, ...inTheEvening.asked])].sort()
  expect(asked).toEqual(granted(rehearsal, 'Installer'))
})

test('a watcher may look, and do nothing else', async () => {
  const today = await runWithPolicy(number, 'Watcher', watching)
  const { asked, failed } = await runWithPolicy(number, 'Watcher', [['status']], { now: lastEvening })
  expect([...today.failed, ...failed]).toEqual([])
  expect([...new Set([...today.asked, ...asked])].sort()).toEqual(granted(number, 'Watcher'))
})

describe('access to items in the table:', () => {
  const table = cloud.outputs['TableName'] ?? ''
  const key = (pk: string) => ({ pk: { S: pk } })
  const tableOf = (name: Policy) => {
    const credentials = cloud.keyFor(number.policy(name).arn)
    const { dynamodb } = createClients({ region: cloud.region, endpoint: cloud.endpoint, credentials })
    return {
      get: (pk: string) => dynamodb.send(new GetItemCommand({ TableName: table, Key: key(pk) })),
      getAll: (...pks: readonly string[]) =>
        dynamodb.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: pks.map(key) } } })),
      put: (pk: string) => dynamodb.send(new PutItemCommand({ TableName: table, Item: key(pk) })),
      update: (pk: string) => dynamodb.send(new UpdateItemCommand({ TableName: table, Key: key(pk) })),
      erase: (pk: string) => dynamodb.send(new DeleteItemCommand({ TableName: table, Key: key(pk) })),
      scan: () => dynamodb.send(new ScanCommand({ TableName: table })),
    }
  }
  const refused = (call: Promise<unknown>, action: string) =>
    expect(call).rejects.toThrow(`not authorized to perform: dynamodb:${action}`)
  const budget = 'budget#default#2026-11'
  const circuit = `circuit#${line}#BE`

  test('a watcher can read budgets and circuit breakers, and nothing else', async () => {
    const { get, getAll, put } = tableOf('Watcher')
    await expect(get(budget)).resolves.toBeDefined()
    await expect(getAll(circuit, `circuit#${line}#FR`)).resolves.toBeDefined()
    await expect(getAll(budget, 'budget#default#2026-12')).resolves.toBeDefined()
    for (const person of ['sender#somebody', 'claim#some-text']) {
      await refused(get(person), 'GetItem')
      await refused(getAll(budget, person), 'BatchGetItem')
      await refused(put(person), 'PutItem')
    }
  })

  test('an operator can write senders and claims and delete senders, but write neither budgets nor circuit breakers', async () => {
    const { get, getAll, put, update, erase } = tableOf('Operator')
    for (const pk of ['sender#somebody', 'claim#some-text']) await expect(put(pk)).resolves.toBeDefined()
    await expect(getAll('sender#somebody', 'claim#some-text', budget, circuit)).resolves.toBeDefined()
    await expect(erase('sender#somebody')).resolves.toBeDefined()
    await expect(put('cancelled#replies')).resolves.toBeDefined()
    // Without its claim, a reply could be sent twice.
    await refused(erase('claim#some-text'), 'DeleteItem')
    for (const pk of [budget, circuit, 'other#thing']) {
      await refused(put(pk), 'PutItem')
      await refused(erase(pk), 'DeleteItem')
      await refused(update(pk), 'UpdateItem')
    }
    await refused(get('other#thing'), 'GetItem')
  })

  test('an installer can delete senders, and write none', async () => {
    const { get, put, erase } = tableOf('Installer')
    await expect(get('sender#somebody')).resolves.toBeDefined()
    await expect(erase('sender#somebody')).resolves.toBeDefined()
    for (const pk of ['sender#somebody', 'claim#some-text', budget]) await refused(put(pk), 'PutItem')
    for (const pk of ['claim#some-text', budget, circuit]) await refused(erase(pk), 'DeleteItem')
  })

  test('only an operator can scan, and that statement has no condition on keys, since a scan would bypass it', async () => {
    await expect(tableOf('Operator').scan()).resolves.toBeDefined()
    for (const name of ['Watcher', 'Installer'] as const) await refused(tableOf(name).scan(), 'Scan')
    const { PolicyDocument } = number.policy('Operator').properties
    const scans = PolicyDocument.Statement.filter(({ Action }) => [Action].flat().includes('dynamodb:Scan'))
    const Action = ['dynamodb:DescribeTable', 'dynamodb:Scan']
    expect(scans).toEqual([{ Effect: 'Allow', Action, Resource: expect.any(String) }])
  })
})

describe('access to the numbers of the account:', () => {
  const other = '+32460000001'
  const send = (operated: Operated, name: Policy, OriginationIdentity: string) => {
    const { cloud, policy } = operated
    const credentials = cloud.keyFor(policy(name).arn)
    const { endUserMessaging } = createClients({ region: cloud.region, endpoint: cloud.endpoint, credentials })
    const to = { DestinationPhoneNumber: simulatorNumbers['BE']?.success, MessageBody: 'Salut', DryRun: true }
    return endUserMessaging.send(new SendTextMessageCommand({ OriginationIdentity, ...to }))
  }

  test('an installer can attach and try a line whose id is in settings, and no other number', async () => {
    const known = await startOperated({ numbers: [line, other], areLinesAttached: false }, 'local', {
      deployed: withId('local', 'phone-0'),
    })
    onTestFinished(known.stop)
    const { failed } = await runWithPolicy(known, 'Installer', [
      ['attach', line],
      ['attach', other],
    ])
    expect(failed).toEqual([
      expect.stringMatching(/^attach: You may not do sms-voice:UpdatePhoneNumber: ask whoever runs the account/),
    ])
    await expect(send(known, 'Installer', line)).resolves.toBeDefined()
    await expect(send(known, 'Installer', other)).rejects.toThrow(
      'not authorized to perform: sms-voice:SendTextMessage',
    )
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

describe('a sentence names the missing permission when', () => {
  const always = ['--reserved-after', '2020-01-01T00:00Z', '--before', '2099-01-01T00:00Z']
  const looking = [['show', stranger()], ['dead-letters']]
  const changing = [['block', stranger()], ['pause'], ['attach', line], ['try', stranger(), 'Salut']]

  test.each<[string, Operated, Policy, readonly (readonly string[])[]]>([
    ['an operator tries to attach', rehearsal, 'Operator', [['attach', rehearsal.cloud.boughtNumbers[0] ?? '']]],
    [
      'an installer tries to pause, to change senders or to read dead letters',
      number,
      'Installer',
      [['pause'], ['block', stranger()], ['cancel-pending', ...always], ['dead-letters']],
    ],
    [
      'a watcher tries to change anything, or to read senders and dead letters',
      number,
      'Watcher',
      [...looking, ...changing],
    ],
  ])('%s', async (_, operated, name, commands) => {
    const { failed } = await runWithPolicy(operated, name, commands)
    expect(failed).toHaveLength(commands.length)
    for (const sentence of failed) expect(sentence).toMatch(/: You may not do [\w-]+:\w+: ask whoever runs the account/)
  })
})
