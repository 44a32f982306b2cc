import { BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { requiredPermissions } from '../../local/permissions/required-permissions.ts'
import { createClients } from '../../ops/clients.ts'
import { simulatorNumbers } from '../../shared/rules/simulator-numbers.ts'
import { until } from '../e2e/running-number.ts'
import { line, simLine, startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
const simNumber = await startOperated({}, 'local-sim')
const rehearsal = await startOperated({ numbers: [], partPriceUsd: 0.012 }, 'rehearsal')
afterAll(() => Promise.all([number.stop(), simNumber.stop(), rehearsal.stop()]))
const { cloud } = number

type Operated = typeof number
type Policy = Parameters<Operated['policy']>[0]

const statements = z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) }))

/** What a policy grants, but for the use of the key: that is asked for by other services, in the caller's name. */
const granted = (operated: Operated, name: Policy): readonly string[] => {
  const { PolicyDocument } = operated.policy(name).properties
  const actions = statements.parse(PolicyDocument.Statement).flatMap(({ Action }) => Action)
  return [...new Set(actions.filter((action) => !action.startsWith('kms:')))].sort()
}

/** When a budget has two months that can be booked into, and both are read. */
const lastEvening = () => Date.parse('2026-11-30T22:30:00Z')

/** Carries out command lines with nothing but a policy; gives what IAM was asked about, and the exit codes. */
const actAs = async (
  { cloud, ops, policy, target }: Operated,
  name: Policy,
  commands: readonly (readonly string[])[],
  now = Date.now,
) => {
  const asked = new Set<string>()
  const stop = cloud.calls.subscribe((call) => {
    if (call.caller.kind !== 'person') return
    for (const { action } of requiredPermissions(call, cloud.stack.place)) asked.add(action)
  })
  const as = cloud.keyFor(policy(name).arn)
  const failed: string[] = []
  for (const command of commands) {
    const { err } = await ops([...command, ...target, '--yes'], { as, now, httpSmsKey: 'local' })
    if (err !== '') failed.push(`${command[0]}: ${err.trim()}`)
  }
  stop()
  return { asked: [...asked].sort(), failed }
}

const watching = [['status'], ['cost'], ['logs']]

test.each([
  ['', number],
  [' of a stage with a SIM', simNumber],
])('an operator%s may do what every command but attach and rehearse does, and nothing else', async (_, operated) => {
  const { outputs, owner } = operated.cloud
  const [sender, second, other] = [stranger(), stranger(), stranger()]
  for (const output of ['RepliesDeadLettersUrl', 'SubscriptionDeadLettersUrl'])
    await owner.sqs.send(new SendMessageCommand({ QueueUrl: outputs[output], MessageBody: 'dead' }))
  const always = ['--reserved-after', '2020-01-01T00:00Z', '--before', '2099-01-01T00:00Z']
  const { asked, failed } = await actAs(operated, 'Operator', [
    ...watching,
    ...[['pause'], ['try', sender, 'Salut'], ['try', second, 'Salut'], ['show', sender]],
    ...[['cancel-pending', ...always], ['resume']],
    ...[
      ['block', other, '--for', '1h'],
      ['unblock', other],
      ['forget', other],
    ],
    ...[['dead-letters'], ['dead-letters', 'redrive'], ['numbers'], ['doctor']],
  ])
  // Nothing is attached, and the doctor says so. A dry run takes the permission to send, which an installer has.
  const complaint = /^doctor: \d lines need something done, and \d lines? could not be checked\.$/
  expect(failed).toEqual([expect.stringMatching(complaint)])
  expect(asked).toEqual([...granted(operated, 'Operator'), 'sms-voice:SendTextMessage'].sort())
})

test('an installer may attach a number, check the account, rehearse, see how it goes, and do nothing else', async () => {
  const [simulator = ''] = rehearsal.cloud.boughtNumbers
  const commands = [...watching, ['attach', simulator], ['doctor'], ['rehearse']]
  // Somebody whom a rehearsal has to erase first.
  await rehearsal.json('block', simulatorNumbers['US']?.success ?? '')
  const today = await actAs(rehearsal, 'Installer', commands)
  const inTheEvening = await actAs(rehearsal, 'Installer', [['status']], lastEvening)
  expect([...today.failed, ...inTheEvening.failed]).toEqual([])
  const asked = [...new Set([...today.asked, ...inTheEvening.asked])].sort()
  expect(asked).toEqual(granted(rehearsal, 'Installer'))
})

test('an installer of a stage with a SIM may attach both kinds of line, and check them', async () => {
  const { failed } = await actAs(simNumber, 'Installer', [['attach', simLine], ['attach', line], ['doctor']])
  // Settings of this stage have nobody to tell of alarms.
  expect(failed).toEqual(['doctor: 1 line needs something done.'])
})

test('a watcher may look, and nothing else', async () => {
  const today = await actAs(number, 'Watcher', watching)
  const { asked, failed } = await actAs(number, 'Watcher', [['status']], lastEvening)
  expect([...today.failed, ...failed]).toEqual([])
  expect([...new Set([...today.asked, ...asked])].sort()).toEqual(granted(number, 'Watcher'))
})

test('a watcher of a stage with a SIM may look, too', async () => {
  expect(await actAs(simNumber, 'Watcher', watching)).toMatchObject({ failed: [] })
})

test('the policies are short enough for IAM, which takes 6,144 characters', () => {
  for (const { policy } of [number, simNumber])
    for (const name of ['Operator', 'Installer', 'Watcher'] as const)
      expect(JSON.stringify(policy(name).properties.PolicyDocument).length).toBeLessThan(5500)
})

test('a watcher can read the budgets and the circuit breakers in the table, and no other item', async () => {
  const credentials = cloud.keyFor(number.policy('Watcher').arn)
  const { dynamodb } = createClients({ region: cloud.region, endpoint: cloud.endpoint, credentials })
  const table = cloud.outputs['TableName'] ?? ''
  const key = (pk: string) => ({ pk: { S: pk } })
  const read = (pk: string) => dynamodb.send(new GetItemCommand({ TableName: table, Key: key(pk) }))
  const readAll = (...pks: readonly string[]) =>
    dynamodb.send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: pks.map(key) } } }))
  const budget = 'budget#default#2026-11'
  await expect(read(budget)).resolves.toBeDefined()
  await expect(readAll(`circuit#${line}#BE`, `circuit#${line}#FR`)).resolves.toBeDefined()
  await expect(readAll(budget, 'budget#default#2026-12')).resolves.toBeDefined()
  await expect(read('sender#somebody')).rejects.toThrow('not authorized to perform: dynamodb:GetItem')
  await expect(readAll(budget, 'sender#somebody')).rejects.toThrow('not authorized to perform: dynamodb:BatchGetItem')
})

describe('is refused in one sentence that names the permission, what', () => {
  const refusedTo = async (name: Policy, commands: readonly (readonly string[])[]) => {
    const { failed } = await actAs(number, name, commands)
    expect(failed).toHaveLength(commands.length)
    for (const sentence of failed) expect(sentence).toMatch(/: You may not do [\w-]+:\w+: ask whoever runs the account/)
  }
  const always = ['--reserved-after', '2020-01-01T00:00Z', '--before', '2099-01-01T00:00Z']

  test('an operator would attach', async () => {
    await refusedTo('Operator', [['attach', line]])
  })

  test('an installer would stop, or change of senders', async () => {
    await refusedTo('Installer', [['pause'], ['block', stranger()], ['cancel-pending', ...always], ['dead-letters']])
  })

  test('a watcher would change, or read of senders and dead letters', async () => {
    const sender = stranger()
    const id = await number.text(sender)
    await until('a decision', () => number.decisions(id).length > 0)
    const looking = [['show', sender], ['numbers'], ['dead-letters']]
    await refusedTo('Watcher', [...looking, ['block', sender], ['pause'], ['attach', line], ['try', sender, 'Salut']])
  })
})
