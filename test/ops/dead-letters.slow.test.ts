import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, onTestFinished, test } from 'vitest'

import { startOperated } from './operated-number.ts'

type Operated = Awaited<ReturnType<typeof startOperated>>
const queues = { texts: 'Inbound', replies: 'Replies', undelivered: 'Subscription' } as const
type Queue = keyof typeof queues

const startWith = async (letters: Partial<Record<Queue, number>>): Promise<Operated> => {
  const number = await startOperated()
  onTestFinished(number.stop)
  for (const [queue, count] of Object.entries(letters))
    for (let i = 0; i < count; i++) {
      const QueueUrl = number.cloud.outputs[`${queues[queue as Queue]}DeadLettersUrl`]
      await number.cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'dead' }))
    }
  return number
}

/** AWS denies moving the dead letters of the queue of replies. */
const refuseToMoveReplies = ({ cloud }: Operated) =>
  cloud.faults.add({
    service: 'sqs',
    action: 'StartMessageMoveTask',
    when: ({ parameters }) => String(parameters['SourceArn']).includes('RepliesDeadLetters'),
    effect: { error: 'AccessDeniedException', status: 400 },
  })

describe('dead-letters redrive', () => {
  test('moves the messages of each queue that has some, and does not mention the others', async () => {
    const { ops } = await startWith({ texts: 2, undelivered: 1 })
    const { exitCode, out } = await ops(['dead-letters', 'redrive', '--yes'])
    expect(exitCode).toBe(0)
    expect(out).toBe(
      'Texts: about 2 are on the way again.\nTexts that SNS could not deliver: about 1 is on the way again.\n',
    )
  })

  test('moves what AWS allows, and says, also as JSON, which queues were moved and which were not', async () => {
    const number = await startWith({ texts: 1, replies: 2 })
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

  test('moves texts that SNS could not deliver one by one, until the queue refuses', async () => {
    const number = await startWith({ undelivered: 3 })
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

  test('fails with one sentence if nothing could be moved', async () => {
    const number = await startWith({ replies: 2 })
    refuseToMoveReplies(number)
    const { exitCode, out, err } = await number.ops(['dead-letters', 'redrive', '--yes'])
    expect([exitCode, out]).toEqual([1, ''])
    expect(err).toMatch(/^You may not do [^\n]*\n$/)
  })
})
