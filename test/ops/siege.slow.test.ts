import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { inboundSms } from '../../emulator/index.ts'
import { readSettings } from '../../settings/read.ts'
import { until } from '../e2e/running-number.ts'
import { line, startOperated, stranger } from './operated-number.ts'

const number = await startOperated()
afterAll(number.stop)
const { ops, json, cloud } = number

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
  const repair = cloud.faults.add({ service: 'dynamodb', action: 'BatchGetItem', effect: 'fail' })
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
