import { DeleteLogStreamCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, describe, expect, test } from 'vitest'

import type { AccessKey, Call } from '../../emulator/index.ts'
import { createClients } from '../../ops/clients.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { day } from '../../shared/rules/timing.ts'
import { startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { cloud, ops, json, policy } = number
const policies = ['Operator', 'Installer', 'Watcher'] as const

const logGroupName = cloud.outputs['LookupLogGroupName']
const clientsFor = (credentials: AccessKey) =>
  createClients({ region: cloud.region, endpoint: cloud.endpoint, credentials })
const owner = clientsFor({ accessKeyId: 'owner', secretAccessKey: 'owner' })

/** The events in the log group that records who looked senders up. */
const trace = async (): Promise<readonly string[]> => {
  const { events = [] } = await owner.logs.send(new FilterLogEventsCommand({ logGroupName }))
  return events.map(({ message = '' }) => message)
}

/** The requests that a command makes to AWS. */
const callsOf = async (run: () => Promise<unknown>): Promise<readonly Call[]> => {
  const calls: Call[] = []
  // Functions make requests meanwhile, too.
  const stop = cloud.calls.subscribe((call) => call.caller.kind === 'owner' && calls.push(call))
  await run()
  stop()
  return calls
}

describe('looking a sender up', () => {
  test('logs who did it and with which command, but not the sender', async () => {
    const sender = stranger()
    const as = cloud.keyFor(policy('Operator').arn)
    const before = await trace()
    for (const command of ['block', 'show', 'unblock', 'opt-in', 'forget'])
      expect(await ops([command, sender, '--yes'], { as })).toMatchObject({ exitCode: 0 })
    const by = 'arn:aws:iam::000000000000:user/AntiRelou-local-operator'
    const left = (await trace()).slice(before.length)
    expect(left).toEqual(
      ['block', 'show', 'unblock', 'opt-in', 'forget'].map((command) => JSON.stringify({ command, by })),
    )
    const pepper = cloud.stack.secretValue(cloud.outputs['PepperSecretArn'] ?? '')
    for (const secret of [sender.slice(-9), createSenderKeyOf(pepper)(sender)])
      expect(left.join()).not.toContain(secret)
  })

  test('is logged before the pepper is read, without which no sender can be found', async () => {
    const calls = await callsOf(() => json('show', stranger()))
    const actions = calls.map(({ action }) => action)
    expect(actions.indexOf('PutLogEvents')).toBeGreaterThan(0)
    expect(actions.indexOf('PutLogEvents')).toBeLessThan(actions.indexOf('GetSecretValue'))
  })

  test.each(['GetCallerIdentity', 'CreateLogStream', 'PutLogEvents'])('is refused if %s fails', async (action) => {
    const service = action === 'GetCallerIdentity' ? 'sts' : 'logs'
    const effect = { error: 'AccessDeniedException', status: 400 }
    const repair = cloud.faults.add({ service, action, effect })
    const refused = { exitCode: 0, out: '', err: '' }
    const calls = await callsOf(async () => Object.assign(refused, await ops(['show', stranger()])))
    repair()
    expect(refused).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(/^Nobody was looked up, since no trace of it could be left: You may not do [^\n]+\n$/),
    })
    expect(calls.map((call) => call.action)).not.toContain('GetSecretValue')
  })

  test.each([
    ['three hours fast', 3 * 3_600_000],
    ['a month slow', -30 * day],
  ])(
    'is refused on a machine whose clock is %s, since AWS drops log events with such timestamps without an error',
    async (_, ms) => {
      const { exitCode, err } = await ops(['show', stranger()], { now: () => Date.now() + ms })
      expect({ exitCode, err }).toEqual({
        exitCode: 1,
        err: 'Nobody was looked up, since no trace of it could be left: the clock of this machine is wrong.\n',
      })
    },
  )

  test('is the only thing that is logged: other commands leave the log as it is', async () => {
    const before = await trace()
    for (const command of [['status'], ['logs'], ['dead-letters'], ['lookups']]) await json(...command)
    expect(await trace()).toEqual(before)
  })
})

describe('lookups', () => {
  test('shows an account owner who looked a sender up, when, and with which command', async () => {
    await json('show', stranger())
    const found = await json('lookups')
    const line = '{"command":"show","by":"arn:aws:iam::000000000000:root"}'
    expect(found.at(-1)).toEqual({ at: expect.stringMatching(/^20.*Z$/), line })
    const { out } = await ops(['lookups', '--since', '15min'])
    expect(out).toMatch(/^20\d\d-\d\d-\d\dT[\d:]{8} {2}\{"command":"show","by":"arn:aws:iam::/m)
  })

  test('says so if no sender was looked up', async () => {
    const { exitCode, out } = await ops(['lookups', '--since', '15min'], { now: () => Date.now() + day })
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'Nobody was looked up.\n' })
  })

  test.each(policies)(
    'cannot be run with the policy %s, which grants neither reading nor deleting the log',
    async (name) => {
      const as = cloud.keyFor(policy(name).arn)
      const { exitCode, err } = await ops(['lookups'], { as })
      expect(exitCode).toBe(1)
      expect(err).toMatch(/^You may not do logs:FilterLogEvents: /)
      const { logs } = clientsFor(as)
      await expect(
        logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'lookups' })),
      ).rejects.toMatchObject({ name: 'AccessDeniedException' })
    },
  )
})
