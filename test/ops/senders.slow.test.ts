import { DeleteLogStreamCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, expect, test } from 'vitest'

import type { AccessKey, Call } from '../../emulator/index.ts'
import { createClients } from '../../ops/clients.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { deliveredBy } from '../../shared/rules/telemetry.ts'
import { day } from '../../shared/rules/timing.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { until } from '../e2e/running-number.ts'
import { startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { ops, json, cloud } = number

const decided = async (sender: string, text?: string): Promise<string> => {
  const id = await number.text(sender, text)
  await until(`a decision about ${id}`, () => number.decisions(id).length > 0)
  return number.decisions(id)[0] ?? ''
}

const noLetters = { texts: 0, replies: 0, reports: 0, unseen: 0 }
/** What `show` and `forget` report about a sender who has never texted. */
const nothing = {
  replies: [],
  strikes: 0,
  fingerprints: 0,
  deadLetters: noLetters,
  onTheWayUntil: expect.stringMatching(/^20/),
}

const keyOf = (sender: string): string =>
  createSenderKeyOf(cloud.stack.secrets.read(cloud.outputs['PepperSecretArn'] ?? ''))(sender)

const itemOf = async (sender: string) => {
  const Key = { pk: { S: `sender#${keyOf(sender)}` } }
  return (await cloud.owner.dynamodb.send(new GetItemCommand({ TableName: cloud.outputs['TableName'], Key }))).Item
}

describe('show', () => {
  test('tells when a sender was answered, and how many strikes there are', async () => {
    const sender = stranger()
    const inboundId = await number.text(sender)
    await until('a decision', () => number.decisions(inboundId).length > 0)
    await decided(sender)
    await until('what AWS reports', () => number.count(deliveredBy('aws')) > 0)
    const known = await json('show', sender)
    const times = { promisedAt: expect.stringMatching(/^20/), dueAt: expect.stringMatching(/^20/) }
    const reply = { inboundId, ...times, state: 'sent', delivery: 'delivered' }
    expect(known).toEqual({ ...nothing, replies: [reply], strikes: 1, fingerprints: 1 })
    expect((await ops(['show', sender])).out).toMatch(/^ {2}20.* UTC {2}sent, delivered, due 20.* UTC, to text .+$/m)
  })

  test('reports nothing about a sender who has never texted', async () => {
    expect(await json('show', stranger())).toEqual(nothing)
  })
})

describe('block', () => {
  test('silences a sender for the given time, and unblock ends that', async () => {
    const sender = stranger()
    const { blockedUntil } = await json('block', sender, '--for', '2d')
    expect(Date.parse(blockedUntil) - Date.now()).toBeGreaterThan(47 * 3_600_000)
    expect(await decided(sender)).toBe('blocked')
    expect(await json('unblock', sender)).toEqual({ wasBlocked: true })
    // An execution environment remembers the block for up to a minute, a new one doesn't.
    cloud.killWorkers(number.receiveSms)
    expect(await decided(sender)).toBe('reply')
    expect(await json('unblock', sender)).toEqual({ wasBlocked: false })
  })

  test('holds and keeps what is stored, even if functions write the sender concurrently and the response of the table is lost', async () => {
    const sender = stranger()
    await decided(sender)
    const isOurs = ({ caller }: Call) => caller.kind === 'owner'
    cloud.faults.add({ service: 'dynamodb', action: 'UpdateItem', effect: 'lose-answer', when: isOurs, times: 1 })
    await Promise.all([decided(sender), decided(sender), json('block', sender), decided(sender)])
    const { blockedUntil, strikes, replies } = await json('show', sender)
    expect(replies).toHaveLength(1)
    expect(Date.parse(blockedUntil)).toBeGreaterThan(Date.now())
    expect(strikes).toBeLessThanOrEqual(3)
    expect(await decided(sender)).toBe('blocked')
  })

  test('is distinguished from a block by the rule', async () => {
    const sender = stranger()
    for (let i = 0; i <= 20; i++) await decided(sender)
    expect(await json('show', sender)).toMatchObject({ blockedBy: 'the rule' })
    await json('block', sender, '--for', '60d')
    expect(await json('show', sender)).toMatchObject({ blockedBy: 'an operator' })
  })
})

describe('opt-in', () => {
  test('lifts an opt-out, which a START cannot do, and asks whether the holder of the number requests it', async () => {
    const sender = stranger()
    await decided(sender, 'STOP')
    const { asked, out } = await ops(['opt-in', sender], { answer: 'y' })
    expect(asked).toContain('holds the number')
    expect(out).toContain('Not opted out any more')
    // An execution environment remembers the opt-out for a minute.
    cloud.killWorkers(number.receiveSms)
    expect(await decided(sender)).toBe('reply')
    expect(await json('opt-in', sender)).toEqual({ wasOptedOut: false })
  })
})

describe('forget', () => {
  test('asks whether the holder of the number requests it, erases the sender at once, and drops a waiting reply', async () => {
    const sender = stranger()
    await ops(['pause', '--yes'])
    const id = await number.text(sender)
    await until('a decision', () => number.decisions(id).includes('reply'))
    const { asked, out } = await ops(['forget', sender], { answer: 'y' })
    expect(asked).toContain('holds the number')
    expect(out).toContain('Forgotten')
    expect(await itemOf(sender)).toBeUndefined()
    await ops(['resume', '--yes'])
    await until('the end of the reply', () => number.outcomes(id).length > 0)
    expect(number.outcomes(id)).toEqual(['cancelled'])
    expect(number.repliesTo(sender)).toEqual([])
  })

  test('erases what leads to the sender from other names, too', async () => {
    const [sender, other] = [stranger(), stranger()]
    const senders = createSenderStore(createDynamoTable(cloud.owner.dynamodb, cloud.outputs['TableName'] ?? ''))
    const [key, otherKey] = [keyOf(sender), keyOf(other)] as const
    const until = Date.now() + day
    await senders.save(key, { ...unknownSender, strikes: 1, names: { keys: [otherKey], until } }, 0, until)
    await senders.save(otherKey, { ...unknownSender, alias: { of: key, until } }, 0, until)
    await ops(['forget', other, '--yes'])
    expect([await itemOf(sender), await itemOf(other)]).toEqual([undefined, undefined])
  })

  test('says that nothing was known of a number that has not texted, as show does, in the language of the operators', async () => {
    const asked = ['forget', stranger(), '--yes']
    expect((await ops(asked)).out).toMatch(/^Nothing was known of this number\.\nDead letters: none\.\n/)
    const { out } = await ops([...asked, '--local'], { locale: 'fr-FR' })
    expect(out).toMatch(/^Ce numéro était inconnu\.\nAu rebut\u00a0: rien\.\n/)
    const shown = await ops(['show', stranger(), '--local'], { locale: 'fr-FR' })
    expect(shown.out).toMatch(/^Aucune réponse n’est gardée en mémoire\.\nDepuis, 0 SMS de trop\.\nPas bloqué\./)
  })

  test('keeps an opt-out and nothing else', async () => {
    const sender = stranger()
    await decided(sender)
    await decided(sender, 'STOP')
    const { replies, strikes, fingerprints, ...forgotten } = nothing
    const optedOutUntil = expect.stringMatching(/^20/)
    expect(await json('forget', sender)).toEqual({ ...forgotten, known: true, optedOutUntil })
    expect(await json('show', sender)).toEqual({
      ...nothing,
      optedOutSince: expect.any(String),
      optedOutUntil: expect.any(String),
    })
    expect(await decided(sender)).toBe('opted-out')
  })
})

describe('a change', () => {
  test('is not made if the user aborts the question', async () => {
    const abort = Object.assign(new Error(), { name: 'AbortError' })
    const { exitCode, err } = await ops(['pause'], { answer: () => Promise.reject(abort) })
    expect([exitCode, err]).toEqual([1, 'Nothing was changed.\n'])
    expect(await json('status')).toMatchObject({ paused: false })
  })

  test('is not made if the user says no, nor if nobody can be asked', async () => {
    const sender = stranger()
    const declined = await ops(['block', sender], { answer: '' })
    const unasked = await ops(['block', sender])
    expect([declined.exitCode, unasked.exitCode]).toEqual([1, 1])
    expect(unasked.err).toContain('--yes')
    expect(await json('show', sender)).toEqual(nothing)
  })
})

test('the commands about senders print neither the pepper nor the number', async () => {
  const sender = stranger()
  const pepper = cloud.stack.secrets.read(cloud.outputs['PepperSecretArn'] ?? '')
  for (const command of ['show', 'block', 'unblock', 'opt-in', 'forget']) {
    const { out, err } = await ops([command, sender, '--yes'])
    expect(out + err).not.toContain(pepper)
    expect(out + err).not.toContain(sender)
  }
})

describe('the log of lookups', async () => {
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
      const by = 'arn:aws:iam::000000000000:user/AntiRelou-local-operator-eu-west-3'
      const left = (await trace()).slice(before.length)
      expect(left).toEqual(
        ['block', 'show', 'unblock', 'opt-in', 'forget'].map((command) => JSON.stringify({ command, by })),
      )
      const pepper = cloud.stack.secrets.read(cloud.outputs['PepperSecretArn'] ?? '')
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
        err: expect.stringMatching(
          /^Nobody was looked up, since no trace of it could be left: You may not do [^\n]+\n$/,
        ),
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
})
