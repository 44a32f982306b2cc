import { globSync, readFileSync } from 'node:fs'
import { type AttributeValue, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, test } from 'vitest'
import { services } from '../../carriers/test/services.ts'
import { jsonAnswer } from '../../emulator/index.ts'
import { checkSettings } from '../../settings/read.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { read } from '../docs/page.ts'
import { version } from './machine.ts'
import { line, rawSettings, startOperated, stranger } from './operated-number.ts'
import { englishIn, untranslated } from './phrases.ts'

/** A stage with a line of each carrier. */
const all = carrierNames.toReversed()
const stages = all.map((name) => rawSettings(services[name].tested.stage))
const file = {
  ...Object.assign({}, ...stages),
  lines: stages.map(({ lines: [line] }) => (line.carrier === undefined ? { ...line, budget: 'lyon-nord' } : line)),
  countries: ['FR', 'BE'],
  budgets: { default: { hour: 100, day: 1000, month: 10_000 }, 'lyon-nord': { hour: 9, day: 90, month: 900 } },
  alertEmails: ['zoe@relou.example'],
}
const deployed = checkSettings(file, 'settings/local.json')
const full = await startOperated({}, 'local', { deployed, file: JSON.stringify(file) })
afterAll(full.stop)

test('what doctor shares holds no number, address, ARN, country or name that somebody gave', async () => {
  const sender = '+32470123456'
  await full.settled(await full.text(sender))
  await full.decided(await full.text(sender), 'answered-recently')
  const { out, exitCode } = await full.ops(['doctor', '--share', '--local'])
  const { checks, ...rest } = JSON.parse(out)
  expect({ ...rest, exitCode }).toEqual({
    exitCode: 0,
    commands: version,
    deployed: version,
    platform: 'linux x64, Node 24.0.0',
    lines: all.join(', '),
    alarms: {
      OK: expect.stringMatching(/^dead-letters, siege, ((?!other)[a-z, -])+$/),
      // Polls come every minute.
      INSUFFICIENT_DATA: 'not-heard, no-heartbeat',
    },
  })
  expect(Object.keys(checks)).toEqual(['ok', 'remark'])
  for (const names of Object.values(checks)) expect(names).toMatch(/^((\d+ × )?[A-Za-z' -]+(, |$))+$/)
  expect(checks.ok).toMatch(/\bTable\b.*Alarm e-mails/)
  const given = [sender, ...file.lines.map(({ number }: { readonly number: string }) => number), 'lyon', 'zoe', 'arn:']
  for (const one of [...given, 'FR', 'BE', 'eu-west', '000000000000', 'local', 'Bonsoir', 'ab12345'])
    expect(out).not.toContain(one)
})

test('doctor shares before a deployment, too, and names no version that a fork has given a name', async () => {
  const machine = { version: 'lyon-1', onlyStage: () => 'example', region: async () => 'eu-west-3' }
  const { out, exitCode } = await full.ops(['doctor', '--share', '--stage', 'example'], machine)
  expect(exitCode).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ commands: 'other', lines: 'aws', checks: { fix: 'number, Stack' } })
})

test('an operator blocks a sender and lifts that', async () => {
  const [sender, as] = [stranger(), full.keyFor('Operator')]
  expect(await full.decisionOn(sender)).toBe('reply')
  expect(await full.decisionOn(sender)).toBe('answered-recently')
  const operator = async (...args: readonly string[]) =>
    JSON.parse((await full.ops([...args, '--yes', '--json'], { as })).out)
  const { blockedUntil } = await operator('block', sender, '--for', '2d')
  expect(Date.parse(blockedUntil) - Date.now()).toBeGreaterThan(47 * hour)
  // To block for less ends no block.
  expect(await operator('block', sender, '--for', '1d')).toEqual({ blockedUntil })
  // An execution environment remembers for up to a minute that the sender was answered, a new one doesn't.
  full.cloud.killWorkers(full.receiveSms)
  expect(await full.decisionOn(sender)).toBe('blocked')
  expect(await full.json('show', sender)).toMatchObject({ strikes: 1, blockedUntil, blockedBy: 'an operator' })
  expect(await operator('unblock', sender)).toEqual({ wasBlocked: true })
  expect(await operator('unblock', sender)).toEqual({ wasBlocked: false })
  expect(await full.json('show', sender)).toMatchObject({ strikes: 0 })
})

describe('a record that an operator’s key has written by hand', () => {
  const credentials = full.keyFor('Operator')
  const { dynamodb } = full.clients(credentials)
  afterAll(() => dynamodb.destroy())
  const { PepperSecretArn = '', TableName } = full.cloud.outputs
  const operator = (...args: readonly string[]) => full.ops([...args, '--yes', '--json'], { as: credentials })

  const written = async (attributes: { readonly [name: string]: AttributeValue }, by = dynamodb) => {
    const sender = stranger()
    const senderKey = createSenderKeyOf(full.cloud.stack.secrets.read(PepperSecretArn))(sender)
    const Item = { pk: { S: `sender#${senderKey}` }, version: { N: '7' }, ...attributes }
    await by.send(new PutItemCommand({ TableName, Item }))
    return sender
  }

  test.each<[string, AttributeValue]>([
    ['a time after the last that there is', { N: '1e100' }],
    ['no time', { S: 'never' }],
  ])('holds an opt-out and a block until %s, and is shown', async (_, until) => {
    const optedOut = await written({ optedOutUntil: until })
    const shown = await operator('show', optedOut)
    expect(shown).toMatchObject({ exitCode: 0, out: expect.stringContaining('"9999-12-31T00:00:00.000Z"') })
    expect(await full.decisionOn(optedOut)).toBe('opted-out')
    expect(await full.decisionOn(await written({ blockedUntil: until }))).toBe('blocked')
  })

  test('has a reply that waits until, after three days, it can’t be sent any more', async () => {
    const shownAfter = async (ms: number) => {
      const time = { N: String(Date.now() - ms) }
      const replies = { M: { 'inbound-x': { L: [time, time] } } }
      // Only the functions may write what was promised.
      return (await full.json('show', await written({ replies }, full.cloud.owner.dynamodb))).replies
    }
    expect(await shownAfter(3 * day - minute)).toMatchObject([{ inboundId: 'inbound-x', state: 'waiting' }])
    expect((await shownAfter(3 * day))[0]).not.toHaveProperty('state')
  })

  test('is blocked by an operator until they said so, and by the rule if that is for longer', async () => {
    const [sooner, later] = [hour, 2 * hour].map((ms) => ({ N: String(Date.now() + ms) }))
    const blockedBy = async (blockedByHandUntil?: AttributeValue) => {
      const sender = await written({
        blockedUntil: later as AttributeValue,
        ...(blockedByHandUntil && { blockedByHandUntil }),
      })
      return (await full.json('show', sender)).blockedBy
    }
    expect(await blockedBy()).toBe('the rule')
    expect(await blockedBy(sooner)).toBe('the rule')
    expect(await blockedBy(later)).toBe('an operator')
  })

  test.each<[string, Parameters<typeof written>[0]]>([
    ['has a version larger than any', { version: { N: '1e100' } }],
    ['has a version between two', { version: { N: '7.00000000000000000000000000001' } }],
    ['has a version that is none', { version: { S: 'first' } }],
  ])('that %s is shown, hears STOP, is opted in and forgotten', async (_, attributes) => {
    const sender = await written(attributes)
    expect(await operator('show', sender)).toMatchObject({ exitCode: 0, err: '' })
    expect(await full.decisionOn(sender, 'STOP')).toBe('opted-out')
    expect(await operator('opt-in', await written(attributes))).toMatchObject({ exitCode: 0, err: '' })
    expect(await operator('forget', await written(attributes))).toMatchObject({ exitCode: 0, err: '' })
  })
})

describe('whoever runs, in French, what the first page of an alarm says', () => {
  const [alarms = ''] = read('docs/runbook.fr.md').split('## Remettre en place')
  const named = [...alarms.matchAll(/npm run (?:-s )?(?:ops -- )?([^`\n]*?)(?: --)? --stage prod/g)].map(
    ([, typed = '']) =>
      typed.replace(/(?<=after )\S+/, '2020-01-01T00:00Z').replace(/(?<=before )\S+/, '2099-01-01T00:00Z'),
  )
  const besides = [
    'forget',
    'unblock',
    'show',
    'opt-in',
    'try-alarm',
    ...all.map((one) => `attach ${services[one].tested.line}`),
  ]
  const variables = { HTTPSMS_API_KEY: 'local', OVH_APPLICATION_KEY: 'local', OVH_APPLICATION_SECRET: 'local' }
  /** What is called the same in both languages, besides what has a dot, a dash, a digit or a low line in it. */
  const names = /^(ACTIVE|GREEN|Table|Pepper|webhook|Lambda|DynamoDB|secrets|inbound|countries|alertEmails|whatsapp)$/

  /** All that a command asks, prints and complains of, but for log lines. */
  const saidIn = async (locale: string, typed: string) => {
    const input = stranger()
    const QueueUrl = full.cloud.outputs['RepliesDeadLettersUrl']
    await full.cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'dead' }))
    const given = { locale, input, answer: 'o', variables, wait: async () => {} }
    const { asked, out, err } = await full.ops([...typed.split(' '), '--local'], given)
    return `${asked}\n${typed.startsWith('logs') ? '' : out}\n${err}`
  }

  test.each([...new Set([...named, ...besides])])('reads no English from %s', async (typed) => {
    const english = await saidIn('en-GB', typed)
    const french = await saidIn('fr-FR', typed)
    const same = untranslated(english, french).filter((said) => !/^\S*[\d._-]\S*$/.test(said) && !names.test(said))
    expect([...same, ...englishIn(french)]).toEqual([])
  })

  test('lets programs read the same as in English', async () => {
    const now = Date.now()
    const readIn = async (locale: string) =>
      (await full.ops(['doctor', '--local', '--json'], { locale, now: () => now })).out
    const english = await readIn('en-GB')
    expect(JSON.parse(english)).toContainEqual(
      expect.objectContaining({ what: 'Table', say: 'protected from being deleted' }),
    )
    expect(await readIn('fr-FR')).toBe(english)
  })

  test('has been tried with each of these commands', () => {
    const commands = new Set(named.map((typed) => typed.replace(/ [-+].*/, '')))
    const wanted = 'dead-letters, dead-letters redrive, doctor, pause, block, resume, status, cost, logs, attach'
    expect([...commands].join(', ')).toBe(wanted)
  })
})

const sources = ['ops/**/*.ts', 'carriers/*/ops/*.ts', 'cdk/monitoring/alarms/*.ts', 'carriers/*/cdk/*.ts']

test('what a French volunteer reads has no English word, from the mail to the remedy', () => {
  const said = globSync(sources).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bfr: (?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g)].map(
      ([, plain, template = '']) => (plain ?? template).replaceAll(/\$\{[^}]*\}|"[^"]*"/g, ''),
    ),
  )
  expect(said.length).toBeGreaterThan(250)
  expect(said.filter((words) => englishIn(words).length > 0)).toEqual([])
})

test('a line of the stage itself can’t be blocked', async () => {
  const { exitCode, err } = await full.ops(['block', line, '--yes'])
  expect([exitCode, err]).toEqual([1, 'That number is a line of this stage, and nobody blocked.\n'])
})

test('a watcher sees how it goes, and neither senders nor dead letters', async () => {
  const as = full.keyFor('Watcher')
  expect((await full.ops(['status'], { as })).exitCode).toBe(0)
  for (const command of [['show', stranger()], ['dead-letters'], ['pause', '--yes']])
    expect((await full.ops(command, { as })).err).toMatch(/You may not do /)
})

test('what doctor shares has neither names of alarms that were made by hand, nor the stack’s beside it', async () => {
  full.tellStack(full.cloud.outputs, 'UPDATE_ROLLBACK_COMPLETE')
  const alarm = ([id, section]: readonly string[]) => ({
    ...{ AlarmName: `AntiRelou-local-${id}`, StateValue: 'OK', AlarmActions: [] },
    ...(section && { AlarmDescription: `Siege. Nothing to do.\nRunbook: https://example.org/runbook.md#${section}` }),
  })
  const ids = [
    ['siege', 'siege'],
    ['lyon-bar'],
    ['line-refused-aws', 'line-refused'],
    ['line-refused-lyon', 'line-refused'],
  ]
  full.cloud.answerFor('monitoring:DescribeAlarms', () => jsonAnswer(200, { MetricAlarms: ids.map(alarm) }))
  const { out, err } = await full.ops(['doctor', '--share', '--local'])
  expect(JSON.parse(out).alarms).toEqual({ OK: 'siege, 2 × other, line-refused-aws' })
  expect(err).toMatch(/^The last deployment failed \(UPDATE_ROLLBACK_COMPLETE\): /)
  expect(err).not.toContain('AntiRelou')
})
