import { describe, expect, it } from 'vitest'

import type { IncomingText } from '../../local/endpoint/inbox.ts'
import type { PhoneText } from '../../local/endpoint/phones.ts'
import { createJournal } from '../../local/journal.ts'
import { createWeb } from '../../local/web.ts'

const setUp = () => {
  const received: IncomingText[] = []
  const texts = createJournal<PhoneText>()
  const web = createWeb({
    texts,
    receiveText: async (text) => {
      received.push(text)
      return 'inbound-1'
    },
  })
  const ask = async (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) => {
    const response = await web.request(path, { ...init, headers: { host: 'localhost:4000', ...headers } })
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, body: type.includes('json') ? await response.json() : await response.text() }
  }
  const post = (body: string, headers?: Record<string, string>) =>
    ask('/api/messages', { method: 'POST', body }, headers)
  return { ask, post, received, texts }
}

const text = { from: '+33612345678', to: '+32460000000', text: 'Salut' }

describe('The web API', () => {
  it('is ready when it answers', async () => {
    expect(await setUp().ask('/healthz')).toStrictEqual({ status: 200, body: { status: 'ready' } })
  })

  it('sends a text and gives its inbound id', async () => {
    const { post, received } = setUp()
    expect(await post(JSON.stringify(text))).toStrictEqual({ status: 202, body: { id: 'inbound-1' } })
    expect(received).toStrictEqual([text])
  })

  it('takes any sender, any line and any 1,600 characters: to judge them is the function’s business', async () => {
    const { post, received } = setUp()
    const odd = { from: '', to: 'BANQUE', text: '👋'.repeat(1600) }
    expect(await post(JSON.stringify(odd))).toMatchObject({ status: 202 })
    expect(received).toStrictEqual([odd])
  })

  it.each([
    ['{', 'it must be a JSON object with "from", "to" and "text"'],
    ['[]', 'it must be a JSON object with "from", "to" and "text"'],
    ['null', 'it must be a JSON object with "from", "to" and "text"'],
    [JSON.stringify({ ...text, from: undefined }), '"from" must be a text'],
    [JSON.stringify({ ...text, to: 33 }), '"to" must be a text'],
    [JSON.stringify({ ...text, text: 'x'.repeat(1601) }), '"text" must not exceed 1600 characters'],
  ])('refuses %s with a sentence', async (body, sentence) => {
    const { post, received } = setUp()
    expect(await post(body)).toStrictEqual({ status: 400, body: { error: `This can't be sent: ${sentence}.` } })
    expect(received).toHaveLength(0)
  })

  it('refuses a body that is too large', async () => {
    expect(await setUp().post('x'.repeat(70_000))).toMatchObject({ status: 413, body: { error: expect.any(String) } })
  })

  it('lists every text that phones saw, oldest first', async () => {
    const { ask, texts } = setUp()
    const first: PhoneText = { ...text, id: '1', direction: 'inbound', at: '2026-11-24T20:31:07.123Z' }
    const second: PhoneText = { ...text, id: '2', direction: 'reply', at: '2026-11-24T20:31:09.123Z' }
    texts.append(first)
    texts.append(second)
    expect(await ask('/api/messages')).toStrictEqual({ status: 200, body: [first, second] })
  })

  it('knows no other path and no other method', async () => {
    const { ask } = setUp()
    expect(await ask('/nowhere')).toMatchObject({ status: 404, body: { error: expect.any(String) } })
    expect(await ask('/api/messages', { method: 'DELETE' })).toMatchObject({
      status: 405,
      body: { error: expect.any(String) },
    })
  })

  it.each([
    ['a name that was bound to this machine', { host: 'rebound.example' }],
    ['a page of another site', { origin: 'https://elsewhere.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('refuses %s', async (_, headers) => {
    const { post, received } = setUp()
    expect(await post(JSON.stringify(text), headers)).toMatchObject({ status: 403 })
    expect(received).toHaveLength(0)
  })

  it('lets its own page in', async () => {
    expect(await setUp().post(JSON.stringify(text), { origin: 'http://localhost:4000' })).toMatchObject({ status: 202 })
  })
})
