import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Journal } from '../../emulator/index.ts'
import type { Events } from '../client/protocol.ts'
import type { Site } from './site.ts'

const retryMs = 1000

/** The longest silence on a stream, because proxies and browsers close a connection that stays silent. */
const silenceAtMostMs = 15_000

/** Streams everything that happens as server-sent events. */
export const addEvents = (app: Hono, site: Site): void => {
  app.get('/api/events', (context) =>
    streamSSE(context, async (stream) => {
      const outbox = createOutbox()
      const unsubscribe = subscribe(outbox, site)
      const end = (): void => {
        unsubscribe()
        outbox.close()
      }
      stream.onAbort(end)
      site.ended.addEventListener('abort', end)
      await stream.write(`retry: ${retryMs}\n\n`)
      for (;;) {
        const events = await outbox.take(silenceAtMostMs)
        if (events === 'closed') break
        if (events.length === 0) await stream.write(': still here\n\n')
        for (const event of events) await stream.writeSSE(event)
      }
    }),
  )
}

/** A client needs every message and every update, but of everything else only the newest state. */
const subscribe = (outbox: Outbox, { messages, figures, alarms, experiments, sending }: Site) => {
  const newest = <Name extends keyof Events>(name: Name, journal: Journal<Events[Name]>) => {
    for (const entry of journal.entries()) outbox.replace(name, entry)
    return journal.subscribe((entry) => outbox.replace(name, entry))
  }
  const subscriptions = [
    newest('figures', figures),
    newest('alarms', alarms),
    newest('experiment', experiments.progress),
    newest('sending', sending),
    messages.seen.subscribe((message) => outbox.add('message', message)),
    messages.receipts.subscribe((receipt) => outbox.add('update', receipt)),
    messages.updates.subscribe(({ inboundId: id, ...known }) => outbox.add('update', { id, ...known })),
  ]
  return () => {
    for (const end of subscriptions) end()
  }
}

type OutgoingEvent = { readonly event: keyof Events; readonly data: string }

type Outbox = ReturnType<typeof createOutbox>

/** A client that falls this far behind is disconnected; it reconnects and loads everything again. */
const maxWaiting = 10_000

/** Holds events until a client takes them, so that a slow client costs little. */
export const createOutbox = () => {
  let waiting: OutgoingEvent[] = []
  let closed = false
  let wake = (): void => {}
  const add = <Name extends keyof Events>(event: Name, data: Events[Name]): void => {
    waiting.push({ event, data: JSON.stringify(data) })
    if (waiting.length > maxWaiting) closed = true
    wake()
  }
  return {
    add,
    replace: <Name extends keyof Events>(name: Name, data: Events[Name]): void => {
      waiting = waiting.filter(({ event }) => event !== name)
      add(name, data)
    },
    /** Takes all waiting events, in order. Waits for the first one, and returns none after `withinMs`. */
    take: async (withinMs: number): Promise<readonly OutgoingEvent[] | 'closed'> => {
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
    close: (): void => {
      closed = true
      wake()
    },
  }
}
