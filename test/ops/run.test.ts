import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, describe, expect, test } from 'vitest'
import { createClients } from '../../ops/clients.ts'
import type { Machine } from '../../ops/machine.ts'
import { isoOf, momentOf } from '../../ops/words.ts'
import { Refusal } from '../../settings/refusal.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { hour, minute } from '../../shared/rules/timing.ts'
import { createDebtStore } from '../../shared/stores/dynamodb/debt-store.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { everyCarrier } from '../cdk/monitored.ts'
import { pages, read } from '../docs/page.ts'
import { runOn } from './machine.ts'
import { line, startOperated } from './operated-number.ts'
import { untranslated } from './phrases.ts'

const number = await startOperated()
afterAll(number.stop)
const { ops, cloud } = number

type Mistyped = readonly [args: readonly string[], sentence: string]
/** What was typed, and what the sentence about it says. */
const examples: Record<string, Mistyped> = JSON.parse(read('test/ops/examples/mistyped.json'))
const mistyped = Object.entries(examples)

describe('a mistyped command line', () => {
  test.each(mistyped)('with %s gets one sentence and exit code 2', async (_, [args, sentence]) => {
    const { exitCode, out, err } = await ops(args)
    expect(exitCode).toBe(2)
    expect(err).toContain(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(out).toBe('')
  })

  test('that asks for a sender gets the same for an invalid number, which is not repeated', async () => {
    const { exitCode, err } = await ops(['show'], { input: '0612345678\n' })
    expect(exitCode).toBe(2)
    expect(err).toMatch(/^That is not a mobile number with its country code[^\n]*\n$/)
    expect(err).not.toContain('0612345678')
  })
})

test('the command in the mail of each alarm is one that the command line takes', async () => {
  const commands = everyCarrier({ runbookUrl: undefined }).alarms.map(
    ({ AlarmDescription }) => /^npm run (?:ops -- )?(.*)$/m.exec(AlarmDescription)?.[1] ?? '',
  )
  expect(commands.length).toBeGreaterThan(12)
  for (const command of commands) {
    const { exitCode } = await ops(command.replace('doctor --', 'doctor').split(' '))
    // There is no such stage here, which is another exit code than that of a mistyped command line.
    expect([command, exitCode]).toEqual([command, 1])
  }
})

describe('a command fails with one sentence, when', () => {
  test('the stage has no stack in the region of its file', async () => {
    const { exitCode, err } = await ops(['status', '--stage', 'rehearsal'])
    expect(exitCode).toBe(1)
    expect(err).toMatch(/^There is no stack AntiRelou-rehearsal in eu-west-1 of this[^\n]*\n$/)
  })

  test.each([
    ['credentials have expired', 'ExpiredToken', /^Your AWS credentials have expired: sign in again/],
    ['credentials are unknown', 'InvalidClientTokenId', /^AWS does not know these credentials/],
    ['AWS returns an unknown error', 'Surprise', /^AWS refused: Surprise\.$/m],
  ])('%s', async (_, error, sentence) => {
    const effect = { error, status: 400 }
    const repair = cloud.faults.add({ service: 'cloudformation', action: 'DescribeStacks', effect })
    const { exitCode, err } = await ops(['status'])
    repair()
    expect(exitCode).toBe(1)
    expect(err).toMatch(sentence)
  })

  test('there are no credentials', async () => {
    const missing = Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' })
    const connect: Machine['connect'] = ({ region }) =>
      createClients({ region, credentials: () => Promise.reject(missing) })
    const { err } = await runOn({ connect, onlyStage: () => 'example' }, ['status'])
    expect(err).toMatch(/^There are no AWS credentials here: sign in/)
  })

  test('npm start runs another stage', async () => {
    const { exitCode, err } = await ops(['status', '--local', '--stage', 'example'])
    expect(exitCode).toBe(1)
    const other = 'npm start does not run the stage example: add --stage with the one that it runs'
    expect(err).toBe(`${other}, or end it and npm start -- --stage example.\n`)
  })

  test.each<[string, Partial<Machine>, RegExp]>([
    ['no region is given', { region: async () => undefined }, /^Which region is nowhere in\? Add --region <region>/],
    [
      'no stage is given, of several',
      { onlyStage: () => undefined },
      /^Which stage\? Add --stage <name>.* behind two dashes: npm run ops -- status --local\.\n$/,
    ],
  ])('%s', async (_, machine, sentence) => {
    const { exitCode, err } = await runOn(
      machine,
      'onlyStage' in machine ? ['status'] : ['status', '--stage', 'nowhere'],
    )
    expect(exitCode).toBe(2)
    expect(err).toMatch(sentence)
  })
})

const abort = () => Promise.reject(Object.assign(new Error(), { name: 'AbortError' }))

test.each<[string, Parameters<typeof ops>[1], RegExp]>([
  ['the question is aborted', { answer: abort }, /^Nothing was changed\.$/m],
  ['nobody can be asked', {}, /There is nobody to ask: add --yes/],
  ['the answer is Enter', { answer: '' }, /^Nothing was changed\.$/m],
])('nothing is changed if %s', async (_, typed, sentence) => {
  expect(await ops(['pause'], typed)).toMatchObject({ exitCode: 1, err: expect.stringMatching(sentence) })
  expect(await number.json('status')).toMatchObject({ paused: false })
})

describe('control characters from elsewhere', () => {
  const wiping = 'seen\u001b[1A\u001b[2K\u009b2J\rgone\n2026-01-01T00:00:00  as if logged'

  test('reach no terminal: a log line stays one line, and its escapes are shown', async () => {
    const { logs } = number.clients()
    const names = { logGroupName: cloud.outputs['ReceiveSmsLogGroupName'], logStreamName: 'wiping' }
    await logs.send(new CreateLogStreamCommand(names))
    const logEvents = [{ timestamp: Date.now(), message: wiping }]
    await logs.send(new PutLogEventsCommand({ ...names, logEvents }))
    const { out } = await ops(['logs'])
    expect(out.split('\n').filter((line) => line.includes('seen'))).toEqual([
      expect.stringMatching(
        / {2}seen\\u001b\[1A\\u001b\[2K\\u009b2J\\u000dgone\\u000a2026-01-01T00:00:00 {2}as if logged$/,
      ),
    ])
    expect(out).not.toMatch(/(?!\n)\p{Cc}/u)
    const printed = await ops(['logs', '--json'])
    expect(printed.out).not.toMatch(/(?!\n)\p{Cc}/u)
    expect(JSON.parse(printed.out)).toContainEqual({ at: expect.any(String), function: 'receive-sms', line: wiping })
  })

  test('are shown as escapes in what is refused and asked, too', async () => {
    const connect: Machine['connect'] = () => {
      throw new Refusal(wiping)
    }
    const { err } = await runOn({ connect }, ['status'])
    expect(err).toBe('seen\\u001b[1A\\u001b[2K\\u009b2J\\u000dgone\n2026-01-01T00:00:00  as if logged\n')
  })
})

/** The command lines on a page that have no placeholders. */
const commandLinesOf = (page: string): readonly string[] =>
  [...read(page).matchAll(/npm run (?:-s )?(?:(doctor|card)|ops) -- ([^`#|>\n]+)/g)]
    .map(([, name = '', rest = '']) => `${name} ${rest}`.trim())
    .filter((commandLine) => !commandLine.includes('<'))

test.each([...new Set(pages.flatMap(commandLinesOf))])('the pages show what is parsed: %s', async (commandLine) => {
  const words = [...commandLine.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const connect = () => {
    throw new Refusal('This far and no farther.')
  }
  expect((await runOn({ connect, readInput: async () => '+33612345678' }, words)).exitCode).not.toBe(2)
})

test('show says all that is remembered of a sender, in English and in French', async () => {
  const { cloud, ops } = number
  const { PepperSecretArn = '', TableName = '' } = cloud.outputs
  const [sender, noon] = ['+33612349876', Date.now()]
  const evening = noon + 8 * hour
  const [from, until, waitsUntil] = [noon, evening, noon + 4 * hour + 20 * minute].map(momentOf)
  const optedOut = { optedOutSince: noon, optedOutUntil: evening, turnedAwayAt: noon }
  const replies = new Map([['text-1', { at: noon, dueAt: noon }]])
  const struck = { strikes: 2, struck: ['a', 'b'], blockedUntil: evening }
  const waiting = { inboundId: 'text-2', sentAt: noon, since: noon, lot: 7, asksAgain: true }
  const record = { ...unknownSender, replies, waiting, ...struck, ...optedOut }
  const key = createSenderKeyOf(cloud.stack.secrets.read(PepperSecretArn))(sender)
  await createSenderStore(createDynamoTable(cloud.owner.dynamodb, TableName)).save(key, record, 0, evening)
  const shownIn = async (locale: string) =>
    (await ops(['show', sender, '--local'], { locale })).out.split('\n').slice(0, 7)
  const english = (await shownIn('en')).join('\n')
  expect(english.split('\n')).toEqual([
    'Replies:',
    `  ${from}  waiting, due ${from}, to text text-1`,
    `The text text-2 waits for room since ${from}, until ${waitsUntil} at the latest, with lot 7; another has come since.`,
    '2 texts too many since, and 2 fingerprints of their ids.',
    `Blocked by the rule until ${until}.`,
    `Opted out since ${from} and until ${until}.`,
    `The siege rule turned away a text of ${from}.`,
  ])
  const french = (await shownIn('fr')).join('\n')
  expect(untranslated(english, french)).toEqual([])
  expect(french.match(/\d+/g)).toEqual(english.match(/\d+/g))
})

test('status says what each line owes for replies that may be lost, and until when it rests', async () => {
  const { cloud, ops } = number
  const debts = createDebtStore(createDynamoTable(cloud.owner.dynamodb, cloud.outputs['TableName'] ?? ''))
  const noted = Date.now()
  await debts.add(line, 50 * minute, noted)
  expect(JSON.parse((await ops(['status', '--local', '--json'])).out).debts).toEqual([{ line, minutes: 50 }])
  await debts.add(line, 40 * minute, noted)
  const rests = { line, minutes: 90, restsUntil: isoOf(noted + 30 * minute) }
  expect(JSON.parse((await ops(['status', '--local', '--json'])).out).debts).toEqual([rests])
})
