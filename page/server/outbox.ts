import type { Events } from '../client/protocol.ts'

type OutgoingEvent = { readonly event: keyof Events; readonly data: string }

/** Holds events until a client takes them, so that a slow client costs little. */
export type Outbox = {
  readonly add: <Name extends keyof Events>(name: Name, data: Events[Name]) => void
  /** Adds an event, and drops a waiting one of the same name. */
  readonly replace: <Name extends keyof Events>(name: Name, data: Events[Name]) => void
  /** Takes all waiting events, in order. Waits for the first one, and returns none after `withinMs`. */
  readonly take: (withinMs: number) => Promise<readonly OutgoingEvent[] | 'closed'>
  readonly close: () => void
}

/** A client that falls this far behind is disconnected; it reconnects and loads everything again. */
const maxWaiting = 10_000

export const createOutbox = (): Outbox => {
  let waiting: OutgoingEvent[] = []
  let closed = false
  let wake = (): void => {}
  const put = (event: keyof Events, data: unknown): void => {
    waiting.push({ event, data: JSON.stringify(data) })
    if (waiting.length > maxWaiting) closed = true
    wake()
  }
  return {
    add: put,
    replace: (name, data) => {
      waiting = waiting.filter(({ event }) => event !== name)
      put(name, data)
    },
    take: async (withinMs) => {
      if (waiting.length === 0 && !closed) {
        const woken = Promise.withResolvers<void>()
        wake = woken.resolve
        const timer = setTimeout(wake, withinMs).unref()
        await woken.promise
        clearTimeout(timer)
      }
      if (closed) return 'closed'
      const taken = waiting
      waiting = []
      return taken
    },
    close: () => {
      closed = true
      wake()
    },
  }
}
