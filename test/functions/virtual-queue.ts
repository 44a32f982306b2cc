import { hour, maxReceiveCount, queueRetentionMs, queueVisibilityMs } from '../../shared/rules/timing.ts'

export type VirtualMessage = {
  readonly id: string
  readonly body: string
  readonly receiptHandle: string
  readonly receives: number
  readonly visibleAt: number
  readonly sentAt: number
}

/** A queue as SQS has it: visibility, receive counts, retention, dead letters. */
export const createVirtualQueue = (now: () => number) => {
  const messages = new Map<string, VirtualMessage>()
  const deadLetters: VirtualMessage[] = []
  let ids = 0

  const take = (message: VirtualMessage): readonly VirtualMessage[] => {
    const received = {
      ...message,
      receives: message.receives + 1,
      receiptHandle: `${message.id}/${message.receives + 1}`,
      visibleAt: now() + queueVisibilityMs,
    }
    if (received.receives > maxReceiveCount || now() - message.sentAt > queueRetentionMs) {
      messages.delete(message.id)
      deadLetters.push(message)
      return []
    }
    messages.set(message.id, received)
    return [received]
  }

  return {
    deadLetters,
    messages,
    put: (body: string) => {
      const id = `message ${ids++}`
      messages.set(id, { id, body, receiptHandle: '', receives: 0, visibleAt: now(), sentAt: now() })
    },
    receive: (most: number): readonly VirtualMessage[] =>
      [...messages.values()]
        .filter(({ visibleAt }) => visibleAt <= now())
        .slice(0, most)
        .flatMap(take),
    hide: (receiptHandle: string, ms: number) => {
      const message = [...messages.values()].find((candidate) => candidate.receiptHandle === receiptHandle)
      if (message === undefined) throw new Error('No such receipt handle')
      // Twelve hours from the receive are the most that SQS hides a message.
      if (message.visibleAt - queueVisibilityMs + 12 * hour < now() + ms) throw new Error('Longer than SQS allows')
      messages.set(message.id, { ...message, visibleAt: now() + Math.ceil(ms / 1000) * 1000 })
    },
    delete: ({ id, receiptHandle }: VirtualMessage) => {
      if (messages.get(id)?.receiptHandle === receiptHandle) messages.delete(id)
    },
    nextVisibleAt: () => Math.min(...[...messages.values()].map(({ visibleAt }) => visibleAt)),
  }
}
