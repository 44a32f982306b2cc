import { SQSClient } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'

import { createReplyQueue } from '../../../shared/adapters/reply-queue.ts'
import type { QueuedReply } from '../../../shared/rules/queued-reply.ts'

const reply = (inboundId: string): QueuedReply => ({
  format: 1,
  inboundId,
  senderKey: 'key',
  sender: '+33612345678',
  line: '+32460000000',
  language: 'fr',
  earlierReplies: 0,
  budget: 'default',
  sentAt: 0,
  firstDueAt: 0,
  dueAt: 0,
})

type Entry = { readonly Id: string; readonly MessageBody: string }

/** A queue that refuses the replies to the texts in `refused`. Also returns the texts' ids, request by request. */
const createQueue = (refused: readonly string[] = []) => {
  const client = new SQSClient({ region: 'eu-west-3', md5: false })
  onTestFinished(() => client.destroy())
  const requests: (readonly string[])[] = []
  const idOf = (body: string): string => JSON.parse(body).inboundId
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        const entries: readonly Entry[] = 'Entries' in input ? (input.Entries as Entry[]) : [input as Entry]
        requests.push(entries.map(({ MessageBody }) => idOf(MessageBody)))
        const Failed = entries.filter(({ MessageBody }) => refused.includes(idOf(MessageBody)))
        return { output: { Failed, $metadata: {} }, response: {} }
      },
    { step: 'initialize', priority: 'low' },
  )
  return { queue: createReplyQueue(client, 'https://sqs.eu-west-3.amazonaws.com/1/replies', JSON.stringify), requests }
}

test('replies that are put at the same time share requests of at most ten', async () => {
  const { queue, requests } = createQueue()
  await queue.put(reply('alone'))
  await Promise.all(Array.from({ length: 12 }, (_, i) => queue.put(reply(String(i)))))
  expect(requests.map((ids) => ids.length)).toEqual([1, 10, 2])
})

test('if SQS refuses one of the replies in a request, only that one fails', async () => {
  const { queue } = createQueue(['b'])
  const results = await Promise.allSettled(['a', 'b', 'c'].map((id) => queue.put(reply(id))))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
