import { describe, expect, it, vi } from 'vitest'
import { idle } from '../../experiments/experiments.ts'
import { createOutbox } from '../../server/events.ts'
import { message, sending, setUp } from './site.ts'

const listen = async ({ fetch }: ReturnType<typeof setUp>) => {
  const response = await fetch('/api/events')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const next = async (count: number): Promise<readonly unknown[]> => {
    const events = () => [...heard.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)]
    while (events().length < count) heard += (await reader?.read())?.value ?? ''
    const found = events().map(([, event, data]) => [event, JSON.parse(data ?? 'null')])
    heard = ''
    return found
  }
  return { response, next, close: () => reader?.cancel() }
}

describe('The stream of events', () => {
  it('begins with the current state, and continues with every change', async () => {
    const site = setUp()
    const figures = { bookedToday: 7, wroteAgain: 0 }
    site.figures.append(figures)
    site.alarms.append([])
    const { response, next, close } = await listen(site)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(await next(4)).toStrictEqual([
      ['figures', figures],
      ['alarms', []],
      ['experiment', idle],
      ['sending', sending],
    ])
    site.seen.append(message)
    site.updates.append({ inboundId: 'inbound-1', decision: { kind: 'silent', reason: 'blocked' } })
    site.receipts.append({ id: 'reply-1', receipt: 'read' })
    expect(await next(3)).toStrictEqual([
      ['message', message],
      ['update', { id: 'inbound-1', decision: { kind: 'silent', reason: 'blocked' } }],
      ['update', { id: 'reply-1', receipt: 'read' }],
    ])
    await close()
  })

  it('ends when its client has gone', async () => {
    const site = setUp()
    const { next, close } = await listen(site)
    await next(2)
    await close()
    const toJSON = vi.fn()
    site.seen.append({ ...message, ...{ toJSON } })
    expect(toJSON).not.toHaveBeenCalled()
  })
})

describe('Events that wait for a slow client', () => {
  it('include every message, but only the newest of events that replace each other', async () => {
    const outbox = createOutbox()
    outbox.replace('sending', sending)
    outbox.add('message', message)
    outbox.replace('sending', { ...sending, paused: true })
    const taken = await outbox.take(1000)
    expect(taken).toStrictEqual([
      { event: 'message', data: JSON.stringify(message) },
      { event: 'sending', data: JSON.stringify({ ...sending, paused: true }) },
    ])
  })

  it('are dropped and the connection closed if there are too many', async () => {
    const outbox = createOutbox()
    for (let i = 0; i <= 10_000; i++) outbox.add('message', message)
    expect(await outbox.take(1000)).toBe('closed')
  })

  it('are waited for with a timeout, so that the connection can be kept alive', async () => {
    expect(await createOutbox().take(1)).toStrictEqual([])
  })
})
