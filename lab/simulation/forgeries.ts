import { createSignReply } from '../../shared/adapters/signed-reply.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { senderKeyOf } from '../virtual/stage.ts'
import { type Forgery, senders } from './schedule.ts'
import type { World } from './world.ts'

/** Plans the forgeries: somebody who can read and write the replies queue puts a copy of a waiting message into it, usually altered. */
export const putForgeries = ({ schedule, timeline, choose, stage: { queues }, history }: World): void => {
  for (const { afterMs, kind } of schedule.forgeries)
    timeline.plan(timeline.now() + afterMs, () => {
      const waiting = [...queues['send-reply'].messages.values()]
      const message = waiting[choose(Math.max(1, waiting.length))]
      if (message === undefined) return
      const body = forged(kind, message.body, timeline.now())
      const id = queues['send-reply'].put(body)
      const copied = history.forged.get(message.id)
      if (body === message.body && copied === undefined) return
      const ofOtherKey = kind === 'another stage' || (kind !== 'unsigned' && copied?.ofOtherKey === true)
      history.forged.set(id, { putAt: timeline.now(), ofOtherKey })
    })
}

const forged = (kind: Forgery['kind'], body: string, now: number): string => {
  if (kind === 'replay') return body
  const { mac, ...genuine } = JSON.parse(body) as QueuedReply & { readonly mac?: string }
  const reply = { ...genuine, dueAt: now }
  if (kind === 'unsigned') return JSON.stringify(reply)
  if (kind === 'another stage') return createSignReply('the key of another stage')(reply)
  if (kind === 'another sender')
    return JSON.stringify({ ...reply, sender: senders.C, senderKey: senderKeyOf(senders.C), mac })
  return JSON.stringify({ ...reply, mac })
}
