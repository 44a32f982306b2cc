import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { VirtualMessage } from '../virtual/queue.ts'
import type { FunctionName } from '../virtual/stage.ts'
import type { Delivery } from './history.ts'

/** What history keeps of a message that a function got. */
export const deliveryOf = (functionName: FunctionName, { id, receives, body }: VirtualMessage): Delivery => {
  if (functionName === 'receive-sms')
    return { messageId: id, receives, inboundId: JSON.parse(JSON.parse(body).Message).inboundMessageId }
  const reply = JSON.parse(body) as QueuedReply
  return { messageId: id, receives, inboundId: reply.inboundId, reply }
}
