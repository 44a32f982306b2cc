import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, type TestContext, test } from 'vitest'
import { type Call, inboundSms } from '../../emulator/index.ts'
import { beatMessage } from '../../shared/rules/beat.ts'
import { day } from '../../shared/rules/timing.ts'
import { until } from '../e2e/running-number.ts'
import { textEvent } from '../shared/rules/text-event.ts'
import { line, startOperated, stranger } from './operated-number.ts'

describe.concurrent('show and forget', () => {
  test('count and delete a sender’s dead letters, leave others, and say what they miss', async ({ onTestFinished }) => {
    const sender = stranger()
    const { json, ops, left } = await startWith(onTestFinished, scattered(sender))
    const { deadLetters } = await json('show', sender)
    expect(deadLetters).toEqual({ ...none, texts: 2, replies: 1, reports: 1, keptUntil: expect.any(String) })
    const keptFor = Date.parse(deadLetters.keptUntil) - Date.now()
    expect(keptFor).toBeGreaterThan(13.9 * day)
    expect(keptFor).toBeLessThanOrEqual(14 * day)
    const now = () => Date.parse('2026-11-24T12:00:00Z')
    const shown = (await ops(['show', sender], { now })).out
    expect(shown).toMatch(/^Dead letters: 2 texts, 1 reply, 1 report; kept until 20\S+ \S+ UTC\.$/m)
    expect(shown).toMatch(
      /^Texts and replies on their way can't be looked through: .* until 2026-11-28 12:00 UTC at the latest, or become dead letters\.$/m,
    )
    expect(await left()).toEqual({ visible: 8, held: 0 })

    const forgotten = (await ops(['forget', sender, '--yes'])).out
    expect(forgotten).toMatch(/^Forgotten\. .*\nDead letters: 2 texts, 1 reply, 1 report; deleted\.\nTexts and replies/)
    expect(forgotten).toMatch(/ A text among them counts as a new sender's\.$/m)
    expect(await left()).toEqual({ visible: 4, held: 0 })
    const after = await ops(['show', sender, '--json'])
    expect(JSON.parse(after.out).deadLetters).toEqual(none)
    for (const secret of [sender.slice(-8), 'Perroquet']) expect(shown + forgotten + after.out).not.toContain(secret)
  })

  test('lose no dead letter over several receives, nor report as done what AWS refuses', async ({ onTestFinished }) => {
    const [sender, deep] = [stranger(), stranger()]
    const others = Array.from({ length: 34 }, () => reply(stranger()))
    const letters = { replies: [...others, reply(deep)], undelivered: [notified(text(sender))] }
    const { json, ops, cloud, left } = await startWith(onTestFinished, letters)
    expect((await json('show', deep)).deadLetters).toMatchObject({ replies: 1, unseen: 0 })
    expect(await left()).toEqual({ visible: 36, held: 0 })

    let receives = 0
    for (const [blamed, action, error, when] of [
      [sender, 'DeleteMessage', 'AccessDeniedException', () => true],
      [deep, 'ReceiveMessage', 'OverLimit', (url: string) => url.includes('RepliesDead') && receives++ > 0],
    ] as const) {
      await json('block', blamed)
      const isOurs = ({ caller, parameters }: Call) => caller.kind === 'owner' && when(String(parameters['QueueUrl']))
      const repair = cloud.faults.add({ service: 'sqs', action, when: isOurs, effect: { error, status: 400 } })
      const { out, err, exitCode } = await ops(['forget', blamed, '--yes'])
      repair()
      expect([exitCode, out]).toEqual([1, ''])
      expect(err).toMatch(/^(You may not do|AWS refused: OverLimit)[^\n]*\n$/)
      expect(JSON.parse((await ops(['show', blamed, '--json'])).out)).toHaveProperty('blockedUntil')
    }
    const { visible, held } = await left(['replies'])
    expect(visible + held).toBeGreaterThanOrEqual(34)
  })

  test('recognise the sender even in dead letters that don’t parse, and nobody else', async ({ onTestFinished }) => {
    const [sender, named] = [stranger(), stranger()]
    const { inboundMessageId: _, ...withoutId } = text(sender)
    const spaced = `${sender.slice(0, 3)} ${sender.slice(3)}`
    const { json } = await startWith(onTestFinished, {
      texts: [
        notified(withoutId),
        notified({ ...text(sender), messageBody: 7 }),
        notified({ ...text(spaced), messageBody: named }),
        notified(report(stranger())),
        ...['{', '""'],
      ],
      undelivered: [JSON.stringify(text(sender))],
    })
    expect((await json('show', sender)).deadLetters).toMatchObject({ ...none, texts: 4 })
    for (const other of [named, line]) expect((await json('show', other)).deadLetters).toEqual(none)
  })

  test('fail if a dead letter is in flight and cannot be seen, and ask to be run again', async ({ onTestFinished }) => {
    const sender = stranger()
    const { ops, cloud, urlOf } = await startWith(onTestFinished, { replies: [reply(sender)] })
    await cloud.owner.sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('replies'), VisibilityTimeout: 600 }))
    for (const command of ['show', 'forget']) {
      const { exitCode, out, err } = await ops([command, sender, '--yes'])
      expect(out).not.toMatch(/Forgotten|nothing else/)
      expect(err).toMatch(/^AWS counts about 1 dead letter more than could be looked at, [^\n]*: do this again in a m/)
      expect(exitCode).toBe(1)
    }
  })
})

test.concurrent('dead-letters names a reason and no number, and redrive gets texts answered', async ({
  onTestFinished,
}) => {
  const failed = stranger()
  const number = await startWith(onTestFinished, {
    texts: [notified(text(failed, 'dead-1'))],
    undelivered: [notified(text(stranger(), 'dead-2'))],
  })
  const { cloud, json, ops } = number
  // The same text fails while the table is down, so that the log has the reason.
  const repair = cloud.faults.add({ service: 'dynamodb', action: 'BatchGetItem', effect: 'fail' })
  await number.text(failed, undefined, 'dead-1')
  await until('a failure', () => cloud.logs.entries().some(({ line }) => line.includes('text failed')))
  repair()

  const { out } = await ops(['dead-letters'])
  expect(out).toMatch(/^Texts: 1\n {2}dead-1 {2}since 20.* UTC {2}InternalFailure$/m)
  expect(out).toMatch(/^Texts that SNS could not deliver: 1\n {2}dead-2 /m)
  expect(out).toMatch(/^Replies: none$/m)
  expect(out).not.toMatch(/\+324|On se voit/)

  const moved: Record<string, { queue: string; count: number }> = await json('dead-letters', 'redrive')
  const counts = Object.values(moved).map(({ queue, count }) => `${queue} ${count}`)
  expect(counts).toEqual(['texts 1', 'replies 0', 'undelivered 1'])
  for (const id of ['dead-1', 'dead-2']) await until(`${id} is sent`, () => number.outcomes(id).includes('sent'))
  expect((await ops(['dead-letters'])).out).not.toMatch(/: \d/)
})

test.concurrent('dead-letters reads each log once, and lists what is stuck', async ({ onTestFinished }) => {
  const ten = <T>(make: () => T) => Array.from({ length: 10 }, make)
  const texts = () => ten(() => notified(text(stranger())))
  const beat = JSON.stringify({ Type: 'Notification', TopicArn: 'arn', Message: beatMessage, Timestamp: new Date() })
  const letters = { texts: [...texts().slice(1), beat], replies: ten(() => reply(stranger())), undelivered: texts() }
  const { cloud, ops } = await startWith(onTestFinished, letters)
  const read: unknown[] = []
  cloud.calls.subscribe(({ action, parameters }) => {
    if (action === 'FilterLogEvents') read.push(parameters['logGroupName'])
  })
  const { out: listed } = await ops(['dead-letters'])
  expect(listed.match(/the log tells no reason: see doctor$/gm)).toHaveLength(30)
  expect(listed.match(/a heartbeat, which nobody misses: /g)).toHaveLength(1)
  expect(read).toEqual([cloud.outputs['ReceiveSmsLogGroupName'], cloud.outputs['SendReplyLogGroupName']])

  const effect = { error: 'ThrottlingException', status: 400 }
  cloud.faults.add({ service: 'logs', action: 'FilterLogEvents', effect })
  const { out, err, exitCode } = await ops(['dead-letters'])
  expect(out.match(/the reason was not read from the log$/gm)).toHaveLength(30)
  expect([exitCode, err]).toEqual([0, ''])
})

describe.concurrent('dead-letters redrive', () => {
  test('moves what AWS allows, and says which queues were moved', async ({ onTestFinished }) => {
    const number = await startWith(onTestFinished, { texts: ['dead'], replies: ['dead', 'dead'] })
    number.cloud.faults.add({
      service: 'sqs',
      action: 'StartMessageMoveTask',
      when: ({ parameters }) => String(parameters['SourceArn']).includes('RepliesDeadLetters'),
      effect: { error: 'AccessDeniedException', status: 400 },
    })
    const { exitCode, out, err } = await number.ops(['dead-letters', 'redrive', '--yes'])
    expect(out).toMatch(
      /^Texts: about 1 is on the way again\.\nReplies: none is known to be on the way again\. You may not do [^\n]*\n$/,
    )
    expect(err).toBe('Not all dead letters are on the way again: try again when the cause of that is over.\n')
    expect(exitCode).toBe(1)
  })

  test('moves texts that SNS could not deliver one by one, until the queue refuses', async ({ onTestFinished }) => {
    const number = await startWith(onTestFinished, { undelivered: ['dead', 'dead', 'dead'] })
    let taken = 0
    number.cloud.faults.add({
      service: 'sqs',
      action: 'SendMessage',
      when: ({ caller }) => caller.kind === 'owner' && taken++ > 0,
      effect: { error: 'OverLimit', status: 400 },
    })
    const { exitCode, out, err } = await number.ops(['dead-letters', 'redrive', '--yes'])
    const what = 'Texts that SNS could not deliver: about 1 is on the way again, the others are not.'
    expect(out).toBe(`${what} AWS refused: OverLimit.\n`)
    expect(err).toMatch(/^Not all dead letters are on the way again: [^\n]*\n$/)
    expect(exitCode).toBe(1)
    const { visible, held } = await number.left(['undelivered'])
    expect(visible + held).toBe(2)
  })
})

/** The body of a message that SNS puts into a queue (developer guide, Amazon SNS message format). */
const notified = (message: object): string => {
  const header = { Type: 'Notification', MessageId: 'e5a8c1f0', TopicArn: 'arn', Timestamp: new Date() }
  return JSON.stringify({ ...header, Message: JSON.stringify(message) })
}
const text = (from: string, id = `inbound-${from}`) =>
  inboundSms({ id, from, to: line, text: 'On se voit au Perroquet Mauve ?' })
const reply = (sender: string) => JSON.stringify({ format: 1, inboundId: 'inbound', senderKey: 'key', sender, line })
const report = (to: string) => ({ ...textEvent, destinationPhoneNumber: to })

const queues = { texts: 'Inbound', replies: 'Replies', undelivered: 'Subscription' } as const
type Queue = keyof typeof queues
type DeadLetters = Partial<Record<Queue, readonly string[]>>

const startWith = async (onTestFinished: TestContext['onTestFinished'], deadLetters: DeadLetters) => {
  const number = await startOperated()
  onTestFinished(number.stop)
  const { cloud } = number
  const urlOf = (queue: Queue) => cloud.outputs[`${queues[queue]}DeadLettersUrl`] ?? ''
  for (const [queue, bodies] of Object.entries(deadLetters))
    for (const MessageBody of bodies)
      await cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue as Queue), MessageBody }))
  /** Counts the visible and the in-flight messages of some dead-letter queues, or of all. */
  const left = async (wanted = Object.keys(queues) as Queue[]) => {
    const sum = { visible: 0, held: 0 }
    for (const queue of wanted) {
      const asked = new GetQueueAttributesCommand({ QueueUrl: urlOf(queue), AttributeNames: ['All'] })
      const { Attributes = {} } = await cloud.owner.sqs.send(asked)
      sum.visible += Number(Attributes['ApproximateNumberOfMessages'])
      sum.held += Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
    }
    return sum
  }
  return { ...number, urlOf, left }
}

/** Of one sender two texts, one that SNS could not deliver, a reply and a report; and as many of somebody else. */
const scattered = (sender: string): DeadLetters => {
  const other = stranger()
  return {
    texts: [notified(text(sender)), notified(text(other)), notified(report(sender)), notified(report(other))],
    replies: [reply(other), reply(sender)],
    undelivered: [notified(text(other)), notified(text(sender))],
  }
}

const none = { texts: 0, replies: 0, reports: 0, unseen: 0 }
