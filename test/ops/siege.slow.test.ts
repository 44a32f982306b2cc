import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { inboundSms } from '../../emulator/index.ts'
import { momentOf } from '../../ops/words.ts'
import { readSettings } from '../../settings/read.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { until } from '../e2e/running-number.ts'
import { checksOf, line, type Operated, sayOf, startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { ops, json, cloud } = number

describe('cancel-pending', () => {
  test('drops only waiting replies promised in the period, and their senders still count as answered', async () => {
    const [early, flood, late] = [stranger(), [stranger(), stranger(), stranger()], stranger()]
    await number.pause()
    const before = await booked(early)
    const from = await momentAfter()
    const dropped = await Promise.all(flood.map(booked))
    const to = await momentAfter()
    const after = await booked(late)

    const window = ['cancel-pending', '--promised-after', from, '--before', to]
    const { asked } = await ops(window, { answer: 'no' })
    expect(asked).toMatch(/^AntiRelou-local: 3 replies to 3 senders, .* genuine senders are owed .* This frees no room/)
    expect(await json(...window)).toEqual({ found: 3, senders: 3, cancelled: 3 })
    // On a busy machine a text comes again, and its reply may lie in the queue twice.
    expect((await ops(['status'])).out).toMatch(/[5-9] queued, [3-6] of them cancelled/)
    expect(await json(...window)).toEqual({ found: 0, senders: 0, cancelled: 0 })
    const [cancelled = ''] = flood
    expect(await json('show', cancelled)).toMatchObject({ replies: [{ state: 'cancelled' }] })

    const resumed = await ops(['resume'], { answer: 'oui' })
    const waiting = '[2-4] replies are queued, besides [3-6] that cancel-pending has cancelled\\.'
    expect(resumed.asked).toMatch(new RegExp(`If you resume: ${waiting}`))
    expect(resumed.out).toMatch(new RegExp(`^It goes on, within a minute: ${waiting}\n$`))
    const ended = () => [before, ...dropped, after].flatMap(number.outcomes)
    await until('all outcomes', () => ended().length === 5)
    expect(ended()).toEqual(['sent', 'cancelled', 'cancelled', 'cancelled', 'sent'])
    for (const sender of flood) expect(number.repliesTo(sender)).toEqual([])
    await until('the count', () => number.count('RepliesCancelled') === 3)
    await until('an empty queue', async () => {
      const { repliesQueued, cancelledQueued } = await json('status')
      return repliesQueued === 0 && cancelledQueued === 0
    })
    const again = await number.text(cancelled)
    await until('silence', () => number.decisions(again).includes('answered-recently'))
  })

  test('leaves a reply alone that was sent while the question was open', async () => {
    const sender = stranger()
    await number.pause()
    const id = await booked(sender)
    const { out } = await ops(['cancel-pending', ...always], {
      answer: async () => {
        await markSent(id)
        return 'y'
      },
    })
    expect(out).toContain('1 had just been sent.')
    expect(await json('show', sender)).toMatchObject({ replies: [{ state: 'sent' }] })
    await ops(['resume', '--yes'])
  })
})

test.each([
  ['an hour fast', hour],
  ['five days slow', -5 * day],
])('cancel-pending on a machine that is %s drops what waits, and nothing that comes later', async (_, wrongBy) => {
  await number.pause()
  const meant = await booked(stranger())
  const now = () => Date.now() + wrongBy
  expect((await ops(['cancel-pending', ...always, '--yes'], { now })).out).toMatch(/^1 reply is dropped when due/)
  const [{ before }] = (await json('status')).cancellations.slice(-1)
  await until('the next millisecond', () => Date.now() > Date.parse(before))
  const later = await booked(stranger())
  const key = { pk: { S: 'cancelled#replies' } }
  const TableName = cloud.outputs['TableName']
  const { Item } = await cloud.owner.dynamodb.send(new GetItemCommand({ TableName, Key: key }))
  expect(Number(Item?.['expiresAt']?.N) * 1000).toBeGreaterThan(Date.now() + 3 * day)
  await ops(['resume', '--yes'])
  expect(await number.settled(meant)).toEqual(['cancelled'])
  expect(await number.settled(later)).toEqual(['sent'])
})

/** Writes to the item of notes by hand, with an operator's key. */
const noteByHand = ({ cloud, keyFor }: Operated, UpdateExpression: string, runs: AttributeValue) =>
  new DynamoDBClient({ region: cloud.region, endpoint: cloud.endpoint, credentials: keyFor('Operator') }).send(
    new UpdateItemCommand({
      TableName: cloud.outputs['TableName'],
      Key: { pk: { S: 'cancelled#replies' } },
      UpdateExpression,
      ExpressionAttributeValues: { ':runs': runs },
    }),
  )

const noteUntil = (before: number): AttributeValue => {
  const note = { after: 0, before, decidedAt: 0, replies: 0 }
  return { M: Object.fromEntries(Object.entries(note).map(([name, ms]) => [name, { N: String(ms) }])) }
}

test('notes by an operator’s key that mute a number are shown by doctor, which says what ends that', async () => {
  const muted = await startOperated()
  onTestFinished(muted.stop)
  const target = ['--local', '--stage', 'local']
  const stateOf = async (what: string) => (await checksOf(muted, ...target)).checks.find((one) => one.what === what)
  expect(await stateOf('Cancellations')).toEqual({ what: 'Cancellations', state: 'ok', say: 'none' })
  await muted.pause()
  const ids = await Promise.all([1, 2, 3].map(() => muted.text(stranger())))
  await until('the decisions', () => ids.every((id) => muted.decisions(id).includes('reply')))
  const before = Date.now()
  await noteByHand(muted, 'SET runs = :runs', { L: [noteUntil(before)] })
  const say = `what was promised from 1970-01-01 00:00 UTC to ${momentOf(before)}, 0 then, decided 1970-01-01 00:00 UTC`
  expect(await stateOf('Cancellations')).toEqual({ what: 'Cancellations', state: 'remark', say })
  expect(await stateOf('Replies')).toBeUndefined()
  await muted.ops(['resume', '--yes'])
  for (const id of ids) expect(await muted.settled(id)).toEqual(['cancelled'])
  await until('the count', () => muted.count('RepliesCancelled') >= 3)
  expect((await muted.ops(['status'])).out).toMatch(/no reply was sent today, \d were cancelled or expired/)
  expect(await stateOf('Replies')).toMatchObject({ state: 'fix', say: expect.stringContaining('delete-item') })
  const sent = await muted.text(stranger())
  expect(await muted.settled(sent)).toEqual(['sent'])
  await until('the count', () => muted.count('RepliesSubmitted') > 0)
  expect(await stateOf('Replies')).toBeUndefined()
  expect(await stateOf('Cancellations')).toMatchObject({ state: 'remark' })
})

test('a note by an operator’s key for times to come cancels nothing, and doctor and status show it', async () => {
  await noteByHand(number, 'SET runs = :runs', { L: [noteUntil(Date.UTC(2100, 0))] })
  const id = await booked(stranger())
  expect(await number.settled(id)).toEqual(['sent'])
  const ignored = 'to 2100-01-01 00:00 UTC, 0 then, decided 1970-01-01 00:00 UTC, IGNORED'
  expect((await ops(['status'])).out).toContain(ignored)
  const checks = await checksOf(number, '--local', '--stage', 'local')
  expect(checks.toFix).toContain('Cancellations')
  expect(sayOf(checks, 'Cancellations')).toContain('delete-item')
})

describe('an operator’s key that has filled the item of notes', () => {
  const filler = { S: 'x'.repeat(408_000) }
  const cancelling = async () => {
    await number.pause()
    await booked(stranger())
    const { exitCode, err, out } = await ops(['cancel-pending', ...always, '--yes'], { as: number.keyFor('Operator') })
    await ops(['resume', '--yes'])
    return { exitCode, err, out: out.split('\n').slice(1).join('\n') }
  }

  test('keeps nobody from cancelling: the newest twenty notes are kept, and it is said how many are dropped', async () => {
    const notes = Array.from({ length: 20 }, (_, n) => noteUntil(n))
    await noteByHand(number, 'SET runs = :runs', { L: [{ M: { ...noteUntil(0).M, filler } }, ...notes] })
    const isRoomFor = (one: AttributeValue) =>
      noteByHand(number, 'SET runs = list_append(runs, :runs)', { L: [one] }).then(
        () => true,
        ({ name }) => name !== 'ValidationException',
      )
    while (await isRoomFor(noteUntil(0)));
    const out = expect.stringMatching(/^\d+ older notes were dropped, since only the newest 20 count\.\n$/)
    expect(await cancelling()).toEqual({ exitCode: 0, err: '', out })
    expect((await json('status')).cancellations).toHaveLength(20)
  })

  test('with what is no list of notes has it replaced', async () => {
    await noteByHand(number, 'SET runs = :runs', filler)
    expect(await cancelling()).toEqual({ exitCode: 0, err: '', out: '' })
    expect((await json('status')).cancellations).toHaveLength(1)
  })

  test('may write no other attribute there', async () => {
    await expect(noteByHand(number, 'SET filler = :runs', filler)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
  })
})

test('a text without room waits: status counts it, show says so, and nothing is decided about it', async () => {
  const budgets = { default: { hour: 1, day: 20, month: 200 } }
  const small = await startOperated({}, 'local', { deployed: { ...readSettings('local'), budgets } })
  onTestFinished(small.stop)
  // Enough that somebody waits even if an hour ends meanwhile, and the next one has room again.
  const senders = Array.from({ length: 4 }, stranger)
  const ids: string[] = []
  for (const sender of senders) ids.push(await small.text(sender))
  const waiting = async (sender: string) => (await small.json('show', sender)).waiting
  await until('a text that waits', async () => (await Promise.all(senders.map(waiting))).some(Boolean))
  await until('the other decisions', async () => {
    const undecided = ids.filter((id) => small.decisions(id).length === 0)
    const { textsWaiting, textsUnread, silencedToday } = await small.json('status')
    return undecided.length > 0 && textsWaiting === undecided.length && textsUnread === 0 && silencedToday === 0
  })
  expect((await small.ops(['status'])).out).toMatch(/^Texts .*; [1-4] waits? for room, or to be tried again/m)
})

const deadText = async (output: string, id: string, from: string): Promise<void> => {
  const Message = JSON.stringify(inboundSms({ id, from, to: line, text: 'On se voit ?' }))
  const MessageBody = JSON.stringify({ Message, Timestamp: new Date().toISOString() })
  await cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl: cloud.outputs[output], MessageBody }))
}

test('dead-letters lists them with the reason, without numbers, and redrive gets them answered', async () => {
  const [failed, undelivered] = [stranger(), stranger()]
  await deadText('InboundDeadLettersUrl', 'dead-1', failed)
  await deadText('SubscriptionDeadLettersUrl', 'dead-2', undelivered)
  // The same text fails while the table is down, so that the log has the reason.
  const repair = cloud.faults.add({ service: 'dynamodb', action: 'GetItem', effect: 'fail' })
  await number.text(failed, undefined, 'dead-1')
  await until('a failure', () => cloud.logs.entries().some(({ line }) => line.includes('text failed')))
  repair()

  const { out } = await ops(['dead-letters'])
  expect(out).toMatch(/^Texts: 1\n {2}dead-1 {2}since 20.* UTC {2}InternalFailure$/m)
  expect(out).toMatch(/^Texts that SNS could not deliver: 1\n {2}dead-2 /m)
  expect(out).toMatch(/^Replies: none$/m)
  expect(out).not.toContain('+324')
  expect(out).not.toContain('On se voit')

  const moved: Record<string, { queue: string; count: number }> = await json('dead-letters', 'redrive')
  const counts = Object.values(moved).map(({ queue, count }) => `${queue} ${count}`)
  expect(counts).toEqual(['texts 1', 'replies 0', 'undelivered 1'])
  for (const id of ['dead-1', 'dead-2']) await until(`${id} is sent`, () => number.outcomes(id).includes('sent'))
  expect((await ops(['dead-letters'])).out).not.toMatch(/: \d/)
})

const booked = async (sender: string): Promise<string> => {
  const id = await number.text(sender)
  await until('a decision', () => number.decisions(id).includes('reply'))
  return id
}

const momentAfter = async (): Promise<string> => {
  const moment = new Date().toISOString()
  // Reservations have a resolution of one millisecond.
  await until('the next millisecond', () => new Date().toISOString() > moment)
  return new Date().toISOString()
}

const markSent = (id: string) => {
  const Item = { pk: { S: `claim#${id}` }, token: { S: 'other' }, outcome: { S: 'sent' }, claimedAt: { N: '0' } }
  return cloud.owner.dynamodb.send(new PutItemCommand({ TableName: cloud.outputs['TableName'], Item }))
}

const always = ['--promised-after', '2020-01-01T00:00Z', '--before', '2099-01-01T00:00Z']
