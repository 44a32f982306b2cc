import { hour, maxReceiveCount, queueRetentionMs, queueVisibilityMs } from '../../shared/rules/timing.ts'

export type VirtualMessage = {
  readonly id: string
  readonly body: string
  readonly receiptHandle: string
  readonly receives: number
  readonly receivedAt: number
  readonly visibleAt: number
  readonly sentAt: number
}

/** Twelve hours from the receive are the most that SQS hides a message. */
const longestHiddenMs = 12 * hour

/** A queue as SQS has it: visibility, receive counts, retention, dead letters. */
export const createVirtualQueue = (now: () => number) => {
  const messages = new Map<string, VirtualMessage>()
  const deadLetters: VirtualMessage[] = []
  let ids = 0

  const visible = (): readonly VirtualMessage[] => [...messages.values()].filter(({ visibleAt }) => visibleAt <= now())

  /** Hands a message out; a queue that delivers at least once may hide it for less than it should. Undefined if it is dead now. */
  const take = (message: VirtualMessage, hiddenMs = queueVisibilityMs): VirtualMessage | undefined => {
    const receives = message.receives + 1
    if (receives > maxReceiveCount || now() - message.sentAt > queueRetentionMs) {
      messages.delete(message.id)
      deadLetters.push(message)
      return undefined
    }
    const received = {
      ...message,
      receives,
      receiptHandle: `${message.id}/${receives}`,
      receivedAt: now(),
      visibleAt: now() + hiddenMs,
    }
    messages.set(message.id, received)
    return received
  }

  return {
    deadLetters,
    messages,
    visible,
    take,
    /** Gives the message's id. It can be received at once, or after a while. */
    put: (body: string, delayMs = 0): string => {
      const id = `message ${ids++}`
      const visibleAt = now() + delayMs
      messages.set(id, { id, body, receiptHandle: '', receives: 0, receivedAt: 0, visibleAt, sentAt: now() })
      return id
    },
    receive: (most: number): readonly VirtualMessage[] =>
      visible()
        .slice(0, most)
        .flatMap((message) => take(message) ?? []),
    hide: (receiptHandle: string, ms: number) => {
      const message = [...messages.values()].find((candidate) => candidate.receiptHandle === receiptHandle)
      if (message === undefined) throw new Error('No such receipt handle')
      if (now() + ms > message.receivedAt + longestHiddenMs) throw new Error('Longer than SQS allows')
      messages.set(message.id, { ...message, visibleAt: now() + Math.ceil(ms / 1000) * 1000 })
    },
    delete: ({ id, receiptHandle }: VirtualMessage) => {
      if (messages.get(id)?.receiptHandle === receiptHandle) messages.delete(id)
    },
    nextVisibleAt: (): number => {
      let next = Number.POSITIVE_INFINITY
      for (const { visibleAt } of messages.values()) next = Math.min(next, visibleAt)
      return next
    },
  }
}
