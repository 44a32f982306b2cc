import { hour, maxReceiveCount, queueRetentionMs, queueVisibilityMs } from '../../shared/rules/timing.ts'

/** What is planned, by key; of equal keys, what was pushed first comes first. */
const createAgenda = <Value>() => {
  const entries: { readonly key: number; readonly value: Value }[] = []
  return {
    push: (key: number, value: Value): void => {
      let [place, end] = [0, entries.length]
      while (place < end) {
        const middle = (place + end) >> 1
        if ((entries[middle]?.key ?? 0) > key) place = middle + 1
        else end = middle
      }
      entries.splice(place, 0, { key, value })
    },
    peek: () => entries.at(-1),
    pop: () => entries.pop(),
  }
}

/** Virtual time, in milliseconds. It moves only from one event to the next. */
export type Timeline = ReturnType<typeof createTimeline>

type Event = () => void | Promise<void>

export const createTimeline = (startsAt: number) => {
  let now = startsAt
  const events = createAgenda<Event>()
  const step = (): void | Promise<void> => {
    const event = events.pop()
    now = event?.key ?? now
    return event?.value()
  }
  return {
    now: () => now,
    /** A time in the past counts as now. */
    plan: (at: number, event: Event): void => events.push(Math.max(at, now), event),
    nextAt: (): number => events.peek()?.key ?? Number.POSITIVE_INFINITY,
    step,
    run: async (): Promise<void> => {
      while (events.peek() !== undefined) await step()
    },
  }
}

export type VirtualMessage = {
  readonly id: string
  readonly order: number
  readonly body: string
  readonly receiptHandle: string
  readonly receives: number
  readonly receivedAt: number
  readonly visibleAt: number
  readonly sentAt: number
}

export type VirtualQueue = ReturnType<typeof createVirtualQueue>

/** SQS hides a message for at most twelve hours after it was received. */
const longestHiddenMs = 12 * hour

/** A queue that behaves like SQS, with visibility timeouts, receive counts, retention and dead letters. */
export const createVirtualQueue = (now: () => number) => {
  const messages = new Map<string, VirtualMessage>()
  const deadLetters: VirtualMessage[] = []
  /** `hidden` and `shown` may still hold outdated versions of changed messages, which `isCurrent` filters out. */
  const hidden = createAgenda<VirtualMessage>()
  let shown: VirtualMessage[] = []
  let puts = 0

  const isCurrent = (message: VirtualMessage): boolean => messages.get(message.id) === message

  const store = (message: VirtualMessage): void => {
    messages.set(message.id, message)
    hidden.push(message.visibleAt, message)
  }

  const visible = (): readonly VirtualMessage[] => {
    shown = shown.filter(isCurrent)
    for (let next = hidden.peek(); next !== undefined && next.key <= now(); next = hidden.peek()) {
      hidden.pop()
      if (isCurrent(next.value)) shown.push(next.value)
    }
    return shown
  }

  /** Undefined if it becomes a dead letter. A short `hiddenMs` makes the queue deliver it twice. */
  const take = (message: VirtualMessage, hiddenMs = queueVisibilityMs): VirtualMessage | undefined => {
    const receives = message.receives + 1
    if (receives > maxReceiveCount || now() - message.sentAt > queueRetentionMs) {
      messages.delete(message.id)
      deadLetters.push(message)
      return undefined
    }
    const receiptHandle = `${message.id}/${receives}`
    const received = { ...message, receives, receiptHandle, receivedAt: now(), visibleAt: now() + hiddenMs }
    store(received)
    return received
  }

  return {
    deadLetters,
    messages,
    /** The messages that can be received now. The one that has been visible for longest comes first. */
    visible,
    take,
    put: (body: string, delayMs = 0): string => {
      const order = puts++
      const id = `message ${order}`
      const unread = { receiptHandle: '', receives: 0, receivedAt: 0 }
      store({ id, order, body, ...unread, visibleAt: now() + delayMs, sentAt: now() })
      return id
    },
    receive: (most: number): readonly VirtualMessage[] => {
      const batch = visible().slice(0, most)
      return batch.flatMap((message) => take(message) ?? [])
    },
    hide: (receiptHandle: string, ms: number): void => {
      const [id = ''] = receiptHandle.split('/')
      const message = messages.get(id)
      if (message?.receiptHandle !== receiptHandle) throw new Error('No such receipt handle')
      if (now() + ms > message.receivedAt + longestHiddenMs) throw new Error('Longer than SQS allows')
      store({ ...message, visibleAt: now() + ms })
    },
    delete: ({ id, receiptHandle }: VirtualMessage): void => {
      if (messages.get(id)?.receiptHandle === receiptHandle) messages.delete(id)
    },
    /** When the next message can be received: now if one is visible, infinity if there is none. */
    nextVisibleAt: (): number => {
      if (visible().length > 0) return now()
      for (let next = hidden.peek(); next !== undefined; next = hidden.peek()) {
        if (isCurrent(next.value)) return next.key
        hidden.pop()
      }
      return Number.POSITIVE_INFINITY
    },
  }
}
