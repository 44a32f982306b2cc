import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, type TestContext, test } from 'vitest'

import { inboundSms } from '../../emulator/index.ts'
import { day } from '../../shared/rules/timing.ts'
import { textEvent } from '../shared/rules/text-event.ts'
import { line, type Operated, startOperated, stranger } from './operated-number.ts'

const words = 'On se voit au Perroquet Mauve ?'
const topicArn = 'arn:aws:sns:eu-west-3:000000000000:AntiRelou-local-Inbound'

/** The body of a message that SNS puts into a queue (developer guide, Amazon SNS message format). */
const notified = (message: object): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'e5a8c1f0',
    TopicArn: topicArn,
    Message: JSON.stringify(message),
    Timestamp: new Date().toISOString(),
  })
const text = (from: string) => inboundSms({ id: `inbound-${from}`, from, to: line, text: words })
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
  const left = async (...wanted: readonly Queue[]) => {
    const sum = { visible: 0, held: 0 }
    for (const queue of wanted.length > 0 ? wanted : (Object.keys(queues) as Queue[])) {
      const { Attributes = {} } = await cloud.owner.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: urlOf(queue), AttributeNames: ['All'] }),
      )
      sum.visible += Number(Attributes['ApproximateNumberOfMessages'])
      sum.held += Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
    }
    return sum
  }
  /** Whether the table has a block of the sender. */
  const isBlocked = async (sender: string): Promise<boolean> =>
    'blockedUntil' in JSON.parse((await number.ops(['show', sender, '--json'])).out)
  return { ...number, urlOf, left, isBlocked }
}

/** Of one sender two texts, a text that SNS could not deliver, a reply and a report, mixed with as many of somebody else. */
const scattered = (sender: string): DeadLetters => {
  const other = stranger()
  return {
    texts: [notified(text(sender)), notified(text(other)), notified(report(sender)), notified(report(other))],
    replies: [reply(other), reply(sender)],
    undelivered: [notified(text(other)), notified(text(sender))],
  }
}

describe.concurrent('show', () => {
  test('counts the dead letters of a sender in all three queues, and says until when they are kept', async ({
    onTestFinished,
  }) => {
    const sender = stranger()
    const { json, ops, left } = await startWith(onTestFinished, scattered(sender))
    const { deadLetters } = await json('show', sender)
    expect(deadLetters).toEqual({ texts: 2, replies: 1, reports: 1, unseen: 0, keptUntil: expect.any(String) })
    const keptFor = Date.parse(deadLetters.keptUntil) - Date.now()
    expect(keptFor).toBeGreaterThan(13.9 * day)
    expect(keptFor).toBeLessThanOrEqual(14 * day)
    const { out, exitCode } = await ops(['show', sender])
    expect(out).toMatch(/^Dead letters: 2 texts, 1 reply, 1 report; kept until 20\S+ \S+ UTC\.$/m)
    expect(exitCode).toBe(0)
    expect(await left()).toEqual({ visible: 8, held: 0 })
  })

  test('says that there are none, and until when messages may wait in queues that it cannot search', async ({
    onTestFinished,
  }) => {
    const { json, ops } = await startWith(onTestFinished, { replies: [reply(stranger())] })
    const now = () => Date.parse('2026-11-24T12:00:00Z')
    const { out } = await ops(['show', stranger()], { now })
    expect(out).toMatch(/^Dead letters: none\.$/m)
    expect(out).toMatch(
      /^Texts and replies on their way can't be looked through: .* until 2026-11-28 12:00 UTC at the latest, or become dead letters\.$/m,
    )
    const { deadLetters, onTheWayUntil } = await json('show', stranger())
    expect(deadLetters).toEqual({ texts: 0, replies: 0, reports: 0, unseen: 0 })
    expect(Date.parse(onTheWayUntil) - Date.now()).toBeGreaterThan(3.9 * day)
  })

  test('finds a dead letter in a queue that takes several receives, and makes all messages visible again', async ({
    onTestFinished,
  }) => {
    const sender = stranger()
    const others = Array.from({ length: 34 }, () => reply(stranger()))
    const { json, left } = await startWith(onTestFinished, { replies: [...others, reply(sender)] })
    expect((await json('show', sender)).deadLetters).toMatchObject({ replies: 1, unseen: 0 })
    expect(await left('replies')).toEqual({ visible: 35, held: 0 })
  })

  test('recognises the sender even in dead letters that the functions cannot parse', async ({ onTestFinished }) => {
    const sender = stranger()
    const { inboundMessageId: _, ...withoutId } = text(sender)
    const spaced = `${sender.slice(0, 3)} ${sender.slice(3)}`
    const { json } = await startWith(onTestFinished, {
      texts: [
        notified(withoutId),
        notified({ ...text(sender), messageBody: 7 }),
        notified({ ...text(spaced) }),
        '{',
        '""',
      ],
      undelivered: [JSON.stringify(text(sender))],
    })
    expect((await json('show', sender)).deadLetters).toMatchObject({ texts: 4, replies: 0, reports: 0, unseen: 0 })
  })

  test('does not mistake a number in the body of a text, or our own line, for the sender', async ({
    onTestFinished,
  }) => {
    const sender = stranger()
    const { json } = await startWith(onTestFinished, {
      texts: [notified({ ...text(stranger()), messageBody: sender }), notified(report(stranger()))],
    })
    expect((await json('show', sender)).deadLetters).toMatchObject({ texts: 0, reports: 0 })
    expect((await json('show', '+32460000000')).deadLetters).toMatchObject({ texts: 0, reports: 0 })
  })

  test('fails if a dead letter is in flight and cannot be seen', async ({ onTestFinished }) => {
    const sender = stranger()
    const { json, ops, cloud, urlOf } = await startWith(onTestFinished, {
      texts: [notified(text(sender)), notified(text(stranger()))],
    })
    await cloud.owner.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: urlOf('texts'), MaxNumberOfMessages: 1, VisibilityTimeout: 600 }),
    )
    const { exitCode, err } = await ops(['show', sender])
    expect(err).toMatch(/^AWS counts about 1 dead letter more than could be looked at, [^\n]*\n$/)
    expect(exitCode).toBe(1)
    await expect(json('show', sender)).rejects.toThrow(/^AWS counts about 1 dead letter more/)
  })
})

describe.concurrent('forget', () => {
  test('deletes the dead letters of a sender in all three queues, leaves those of others, and says what it cannot search', async ({
    onTestFinished,
  }) => {
    const sender = stranger()
    const { json, ops, left } = await startWith(onTestFinished, scattered(sender))
    const { out } = await ops(['forget', sender, '--yes'])
    expect(out).toMatch(/^Forgotten\. /)
    expect(out).toMatch(/^Dead letters: 2 texts, 1 reply, 1 report; deleted\.$/m)
    expect(out).toMatch(/^Texts and replies on their way can't be looked through: /m)
    expect(out).toMatch(/ A text among them counts as a new sender's\.$/m)
    expect(await left()).toEqual({ visible: 4, held: 0 })
    expect((await json('show', sender)).deadLetters).toEqual({ texts: 0, replies: 0, reports: 0, unseen: 0 })
  })

  test('reports nothing as done when a deletion is denied', async ({ onTestFinished }) => {
    const sender = stranger()
    const { ops, json, cloud, left, isBlocked } = await startWith(onTestFinished, scattered(sender))
    await json('block', sender)
    const effect = { error: 'AccessDeniedException', status: 400 }
    const repair = cloud.faults.add({ service: 'sqs', action: 'DeleteMessage', effect })
    const { out, err, exitCode } = await ops(['forget', sender, '--yes'])
    repair()
    expect([exitCode, out]).toEqual([1, ''])
    expect(err).toMatch(/^You may not do [^\n]*\n$/)
    const { visible, held } = await left()
    expect(visible + held).toBe(8)
    expect(await isBlocked(sender)).toBe(true)
  })

  test('loses no dead letter of others when it fails in the middle of a queue', async ({ onTestFinished }) => {
    const sender = stranger()
    const others = Array.from({ length: 25 }, () => reply(stranger()))
    const { ops, json, cloud, left, isBlocked } = await startWith(onTestFinished, {
      replies: [...others, reply(sender)],
    })
    await json('block', sender)
    let receives = 0
    const repair = cloud.faults.add({
      service: 'sqs',
      action: 'ReceiveMessage',
      when: ({ caller, parameters }) =>
        caller.kind === 'owner' && String(parameters['QueueUrl']).includes('RepliesDead') && receives++ > 0,
      effect: { error: 'OverLimit', status: 400 },
    })
    const { out, exitCode } = await ops(['forget', sender, '--yes'])
    repair()
    expect([exitCode, out]).toEqual([1, ''])
    const { visible, held } = await left('replies')
    expect(visible + held).toBeGreaterThanOrEqual(25)
    expect(await isBlocked(sender)).toBe(true)
  })

  test('asks to be run again when a dead letter is in flight', async ({ onTestFinished }) => {
    const sender = stranger()
    const { ops, cloud, urlOf } = await startWith(onTestFinished, { replies: [reply(sender)] })
    await cloud.owner.sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('replies'), VisibilityTimeout: 600 }))
    const { exitCode, out, err } = await ops(['forget', sender, '--yes'])
    expect(out).not.toContain('Forgotten')
    expect(err).toMatch(
      /^AWS counts about 1 dead letter more than could be looked at, [^\n]*: do this again in a minute\.\n$/,
    )
    expect(exitCode).toBe(1)
  })
})

test('show and forget print neither the number nor the text of a dead letter', async ({ onTestFinished }) => {
  const sender = stranger()
  const { ops } = await startWith(onTestFinished, scattered(sender))
  for (const command of ['show', 'forget'])
    for (const more of [[], ['--json']]) {
      const { out, err } = await ops([command, sender, '--yes', ...more])
      expect(out + err).not.toContain(sender.slice(-8))
      expect(out + err).not.toContain('Perroquet')
    }
})

describe.concurrent('dead-letters', () => {
  const many = Array.from({ length: 10 }, (_, i) => i)
  const letters = (): DeadLetters => ({
    texts: many.map(() => notified(text(stranger()))),
    replies: many.map(() => reply(stranger())),
    undelivered: many.map(() => notified(text(stranger()))),
  })

  test('reads each log once, because AWS answers few such requests a second', async ({ onTestFinished }) => {
    const { cloud, ops } = await startWith(onTestFinished, letters())
    const read: unknown[] = []
    cloud.calls.subscribe(({ action, parameters }) => {
      if (action === 'FilterLogEvents') read.push(parameters['logGroupName'])
    })
    const { out, exitCode } = await ops(['dead-letters'])
    expect(out.match(/the log tells no reason$/gm)).toHaveLength(30)
    expect(exitCode).toBe(0)
    expect(read).toEqual([cloud.outputs['ReceiveSmsLogGroupName'], cloud.outputs['SendReplyLogGroupName']])
  })

  test('lists what is stuck without a reason if AWS does not let the log be read', async ({ onTestFinished }) => {
    const { cloud, ops } = await startWith(onTestFinished, letters())
    const effect = { error: 'ThrottlingException', status: 400 }
    cloud.faults.add({ service: 'logs', action: 'FilterLogEvents', effect })
    const { out, err, exitCode } = await ops(['dead-letters'])
    expect(out.match(/the reason was not read from the log$/gm)).toHaveLength(30)
    expect([exitCode, err]).toEqual([0, ''])
  })
})

describe('dead-letters redrive', () => {
  const dead = (count: number) => Array.from({ length: count }, () => 'dead')

  /** AWS denies moving the dead letters of the queue of replies. */
  const refuseToMoveReplies = ({ cloud }: Operated) =>
    cloud.faults.add({
      service: 'sqs',
      action: 'StartMessageMoveTask',
      when: ({ parameters }) => String(parameters['SourceArn']).includes('RepliesDeadLetters'),
      effect: { error: 'AccessDeniedException', status: 400 },
    })

  test('moves what AWS allows, and says, also as JSON, which queues were moved and which were not', async ({
    onTestFinished,
  }) => {
    const number = await startWith(onTestFinished, { texts: dead(1), replies: dead(2) })
    refuseToMoveReplies(number)
    const redrive = ['dead-letters', 'redrive', '--yes']
    const { exitCode, out, err } = await number.ops(redrive)
    expect(out).toMatch(
      /^Texts: about 1 is on the way again\.\nReplies: none is known to be on the way again\. You may not do [^\n]*\n$/,
    )
    expect(err).toBe('Not all dead letters are on the way again: try again when the cause of that is over.\n')
    expect(exitCode).toBe(1)
    await number.cloud.owner.sqs.send(
      new SendMessageCommand({ QueueUrl: number.cloud.outputs['InboundDeadLettersUrl'], MessageBody: 'dead' }),
    )
    expect(JSON.parse((await number.ops([...redrive, '--json'])).out)).toEqual([
      { queue: 'texts', count: 1 },
      { queue: 'replies', count: 0, trouble: expect.stringMatching(/^You may not do /) },
      { queue: 'undelivered', count: 0 },
    ])
  })

  test('moves texts that SNS could not deliver one by one, until the queue refuses', async ({ onTestFinished }) => {
    const number = await startWith(onTestFinished, { undelivered: dead(3) })
    let taken = 0
    number.cloud.faults.add({
      service: 'sqs',
      action: 'SendMessage',
      when: ({ caller }) => caller.kind === 'owner' && taken++ > 0,
      effect: { error: 'OverLimit', status: 400 },
    })
    const { exitCode, out, err } = await number.ops(['dead-letters', 'redrive', '--yes'])
    expect(out).toBe(
      'Texts that SNS could not deliver: about 1 is on the way again, the others are not. AWS refused: OverLimit.\n',
    )
    expect(err).toMatch(/^Not all dead letters are on the way again: [^\n]*\n$/)
    expect(exitCode).toBe(1)
  })
})
