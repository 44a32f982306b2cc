import { DeleteLogStreamCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, expect, test } from 'vitest'
import type { Call } from '../../emulator/index.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { deliveredBy } from '../../shared/rules/telemetry.ts'
import { day } from '../../shared/rules/timing.ts'
import { until } from '../e2e/running-number.ts'
import { startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { ops, json, cloud, decisionOn } = number

test('show tells when a sender was answered, and how many strikes there are', async () => {
  const sender = stranger()
  const inboundId = await number.text(sender)
  await until('a decision', () => number.decisions(inboundId).length > 0)
  await decisionOn(sender)
  await until('what AWS reports', () => number.count(deliveredBy('aws')) > 0)
  const known = await json('show', sender)
  const times = { promisedAt: expect.stringMatching(/^20/), dueAt: expect.stringMatching(/^20/) }
  const reply = { inboundId, ...times, state: 'sent', delivery: 'delivered' }
  expect(known).toEqual({ ...nothing, replies: [reply], strikes: 1, fingerprints: 1 })
  expect((await ops(['show', sender])).out).toMatch(/^ {2}20.* UTC {2}sent, delivered, due 20.* UTC, to text .+$/m)
})

test('block keeps what is stored, even if functions write at once and the table’s response is lost', async () => {
  const sender = stranger()
  await decisionOn(sender)
  const isOurs = ({ caller }: Call) => caller.kind === 'owner'
  cloud.faults.add({ service: 'dynamodb', action: 'UpdateItem', effect: 'lose-answer', when: isOurs, times: 1 })
  await Promise.all([decisionOn(sender), decisionOn(sender), json('block', sender), decisionOn(sender)])
  const { blockedUntil, strikes, replies } = await json('show', sender)
  expect(replies).toHaveLength(1)
  expect(Date.parse(blockedUntil)).toBeGreaterThan(Date.now())
  expect(strikes).toBeLessThanOrEqual(3)
  expect(await decisionOn(sender)).toBe('blocked')
})

test('opt-in lifts an opt-out as no START can, and asks whether the number’s holder requests it', async () => {
  const sender = stranger()
  await decisionOn(sender, 'STOP')
  const { asked, out } = await ops(['opt-in', sender], { answer: 'y' })
  expect(asked).toContain('told it to you by mail')
  expect(out).toContain('Not opted out any more')
  // An execution environment remembers the opt-out for a minute.
  cloud.killWorkers(number.receiveSms)
  expect(await decisionOn(sender)).toBe('reply')
  expect(await json('opt-in', sender)).toEqual({ wasOptedOut: false })
})

describe('forget', () => {
  test('asks whether the number’s holder requests it, erases them at once, and drops a waiting reply', async () => {
    const sender = stranger()
    await number.pause()
    const id = await number.text(sender)
    await until('a decision', () => number.decisions(id).includes('reply'))
    const { asked, out } = await ops(['forget', sender], { answer: 'y' })
    expect(asked).toContain('told it to you by mail')
    expect(out).toContain('Forgotten')
    expect(await itemOf(sender)).toBeUndefined()
    await ops(['resume', '--yes'])
    await until('the end of the reply', () => number.outcomes(id).length > 0)
    expect(number.outcomes(id)).toEqual(['cancelled'])
    expect(number.repliesTo(sender)).toEqual([])
  })

  test('says that nothing was known of a number that has not texted', async () => {
    const { out } = await ops(['forget', stranger(), '--yes'])
    expect(out).toMatch(/^Nothing was known of this number\.\nDead letters: none\.\n/)
  })

  test('says until when it keeps an opt-out', async () => {
    const sender = stranger()
    await decisionOn(sender)
    await decisionOn(sender, 'STOP')
    const { replies, strikes, fingerprints, ...forgotten } = nothing
    const optedOutUntil = expect.stringMatching(/^20/)
    expect(await json('forget', sender)).toEqual({ ...forgotten, known: true, optedOutUntil })
  })
})

describe('looking a sender up', () => {
  const logGroupName = cloud.outputs['LookupLogGroupName']
  const lookups = async () => {
    const { events = [] } = await number.clients().logs.send(new FilterLogEventsCommand({ logGroupName }))
    return events.map(({ message = '' }) => JSON.parse(message))
  }

  /** What showing a stranger prints, and the actions that it requests of AWS, beside the functions' own. */
  const showing = async (now = Date.now) => {
    const actions: string[] = []
    const stop = cloud.calls.subscribe(({ caller, action }) => caller.kind === 'owner' && actions.push(action))
    const { exitCode, out, err } = await ops(['show', stranger()], { now })
    stop()
    return { exitCode, out, err, actions }
  }

  test('logs who did it with which command, but not the sender, and prints neither pepper nor number', async () => {
    const sender = stranger()
    const as = number.keyFor('Operator')
    const commands = ['block', 'show', 'unblock', 'opt-in', 'forget']
    const before = (await lookups()).length
    const printed: string[] = []
    for (const command of commands) {
      const { exitCode, out, err } = await ops([command, sender, '--yes'], { as })
      expect(exitCode).toBe(0)
      printed.push(out, err)
    }
    const by = 'arn:aws:iam::000000000000:user/AntiRelou-local-operator-eu-west-3'
    const left = (await lookups()).slice(before)
    expect(left).toEqual(commands.map((command) => ({ command, by })))
    const pepper = cloud.stack.secrets.read(cloud.outputs['PepperSecretArn'] ?? '')
    for (const secret of [sender.slice(-9), keyOf(sender), pepper])
      expect(JSON.stringify(left) + printed.join()).not.toContain(secret)
  })

  test('is logged before the pepper is read, without which nobody is found, and refused if that fails', async () => {
    const { actions } = await showing()
    expect(actions.indexOf('PutLogEvents')).toBeGreaterThan(0)
    expect(actions.indexOf('PutLogEvents')).toBeLessThan(actions.indexOf('GetSecretValue'))
    for (const action of ['GetCallerIdentity', 'CreateLogStream', 'PutLogEvents']) {
      const service = action === 'GetCallerIdentity' ? 'sts' : 'logs'
      const effect = { error: 'AccessDeniedException', status: 400 }
      const repair = cloud.faults.add({ service, action, effect })
      const refused = await showing()
      repair()
      expect(refused).toMatchObject({ exitCode: 1, out: '' })
      expect(refused.err).toMatch(/^Nobody was looked up, since no trace of it could be left: You may not do [^\n]+\n$/)
      expect(refused.actions).not.toContain('GetSecretValue')
    }
  })

  test.each([
    ['three hours fast', 3 * 3_600_000],
    ['a month slow', -30 * day],
  ])('is refused if the clock is %s, since AWS drops such log events without an error', async (_, ms) => {
    expect(await showing(() => Date.now() + ms)).toMatchObject({
      exitCode: 1,
      err: 'Nobody was looked up, since no trace of it could be left: the clock of this machine is wrong.\n',
    })
  })

  test('leaves a log that nobody with a policy can read or delete', async () => {
    for (const name of ['Operator', 'Installer', 'Watcher'] as const) {
      const { logs } = number.clients(number.keyFor(name))
      const denied = { name: 'AccessDeniedException' }
      await expect(logs.send(new FilterLogEventsCommand({ logGroupName }))).rejects.toMatchObject(denied)
      const deletion = new DeleteLogStreamCommand({ logGroupName, logStreamName: 'lookups' })
      await expect(logs.send(deletion)).rejects.toMatchObject(denied)
    }
  })
})

const deadLetters = { texts: 0, replies: 0, reports: 0, unseen: 0 }
/** What `show` and `forget` report about a sender who has never texted. */
const nothing = { replies: [], strikes: 0, fingerprints: 0, deadLetters, onTheWayUntil: expect.stringMatching(/^20/) }

const keyOf = (sender: string): string =>
  createSenderKeyOf(cloud.stack.secrets.read(cloud.outputs['PepperSecretArn'] ?? ''))(sender)

const itemOf = async (sender: string) => {
  const Key = { pk: { S: `sender#${keyOf(sender)}` } }
  return (await cloud.owner.dynamodb.send(new GetItemCommand({ TableName: cloud.outputs['TableName'], Key }))).Item
}
