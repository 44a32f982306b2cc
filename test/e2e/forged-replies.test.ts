import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'

import { startNumber, until } from './running-number.ts'

const [sender, victim] = ['+32472114321', '+32472119876']

/** A reply as it looks on its queue, but without a MAC, from somebody who can read and write that queue. */
const reply = (inboundId: string, line: string) => ({
  format: 1,
  inboundId,
  senderKey: 'a key',
  sender: victim,
  line,
  country: 'BE',
  language: 'fr',
  earlierReplies: 0,
  budget: 'default',
  sentAt: Date.now(),
  firstDueAt: Date.now(),
  dueAt: Date.now(),
})

test('from the first minute of a stage, a message on the replies queue that our functions have not signed is dropped, counted and logged without a number', async () => {
  const number = await startNumber(5)
  onTestFinished(number.stop)
  const { owner, outputs, logs } = number.cloud
  const put = (body: object) =>
    owner.sqs.send(new SendMessageCommand({ QueueUrl: outputs['RepliesQueueUrl'], MessageBody: JSON.stringify(body) }))

  // The stage is seconds old, and has signed nothing yet.
  await put(reply('forged-1', '+32460000000'))
  await until('the first count', () => number.count('RepliesForged') === 1)
  const id = await number.text(sender)
  await until('the reply', () => number.repliesTo(sender).length === 1)
  await put({ ...reply(id, '+32460000000'), mac: 'A'.repeat(43) })
  await put({ ...reply('forged-2', '+32460000000'), mac: '' })
  await until('the count', () => number.count('RepliesForged') === 3)
  expect(number.repliesTo(victim)).toEqual([])
  expect(number.outcomes('forged-1')).toEqual([])
  const told = logs.entries().filter(({ line }) => line.includes('reply forged'))
  expect(told).toHaveLength(3)
  for (const { line } of told) expect(line).not.toContain(victim.slice(-6))
})
