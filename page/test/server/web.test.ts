import { describe, expect, it } from 'vitest'
import { callUrl } from '../../../emulator/index.ts'
import { carrierNames, carriers } from '../../../shared/rules/carriers.ts'
import { idle } from '../../experiments/experiments.ts'
import { startWeb } from '../../server/web.ts'
import { setUp, stage } from './site.ts'

const text = { from: '+33612345678', to: '+32460000000', text: 'Salut' }
const tooLong = 'x'.repeat(1601)
const takingCalls = carrierNames.filter((name) => carriers[name].takesCalls)

const start = (startAfresh = async () => setUp().site, site = Promise.resolve(setUp().site)) =>
  startWeb({ assets: setUp().site.assets, site, port: 0, startAfresh })

describe('The web API', () => {
  it('sends a text, of any sender to any line, of up to 1,600 characters, and returns its inbound id', async () => {
    const { post, received } = setUp()
    const odd = { from: '', to: 'BANQUE', text: '👋'.repeat(1600) }
    expect(await post(JSON.stringify(odd))).toStrictEqual({ status: 202, body: { id: 'inbound-1' } })
    expect(received).toStrictEqual([odd])
  })

  it.each(takingCalls)('calls a line of %s and returns an inbound id', async (carrier) => {
    const { post, called } = setUp({ ...stage, lines: [...stage.lines, { number: '+33639980012', carrier }] })
    const call = { from: '+33612345678', to: '+33639980012' }
    expect(await post(JSON.stringify(call), {}, '/api/calls')).toStrictEqual({ status: 202, body: { id: 'call-1' } })
    expect(called).toStrictEqual([call])
  })

  it.each([
    ['/api/messages', '{', 'This can\'t be sent: it must be a JSON object with "from", "to" and "text".'],
    ['/api/messages', 'null', 'This can\'t be sent: it must be a JSON object with "from", "to" and "text".'],
    ['/api/messages', { ...text, from: undefined }, 'This can\'t be sent: "from" must be a text.'],
    ['/api/messages', { ...text, text: tooLong }, 'This can\'t be sent: "text" must not exceed 1600 characters.'],
    ['/api/calls', text, 'Nobody can call "+32460000000": no line of that number takes calls.'],
    ['/api/calls', { to: '+33639980012' }, 'Nobody can call like this: "from" must be a text.'],
    ['/api/calls', '[]', 'Nobody can call like this: it must be a JSON object with "from" and "to".'],
  ])('refuses at %s, with a sentence, %s', async (path, body, error) => {
    const { post, received, called } = setUp()
    const sent = typeof body === 'string' ? body : JSON.stringify(body)
    expect(await post(sent, {}, path)).toStrictEqual({ status: 400, body: { error } })
    expect([...received, ...called]).toEqual([])
  })

  it('refuses a body that is too large', async () => {
    expect(await setUp().post('x'.repeat(70_000))).toMatchObject({ status: 413, body: { error: expect.any(String) } })
  })

  it('starts and stops experiments', async () => {
    const { ask, post, begun } = setUp()
    const begin = (kind: string) => post(JSON.stringify({ kind }), {}, '/api/experiments')
    expect(await begin('siege')).toStrictEqual({ status: 202, body: idle })
    expect(await begin('siege')).toMatchObject({ status: 409, body: { error: expect.stringContaining('siege') } })
    expect(await begin('refuse')).toMatchObject({ status: 202 })
    expect(await begin('party')).toMatchObject({ status: 400, body: { error: expect.stringContaining('harasser') } })
    expect(await ask('/api/experiments', { method: 'DELETE' })).toMatchObject({ status: 204 })
    expect(begun).toStrictEqual(['siege', 'refuse', 'stop'])
  })

  it('starts the number afresh once, however many requests come at once', async () => {
    const { ask, begun } = setUp()
    const answers = await Promise.all([1, 2].map(() => ask('/api/restart', { method: 'POST' })))
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([204, 503])
    expect(begun).toStrictEqual(['afresh'])
  })

  it('can be asked to start afresh again after that has failed, and says meanwhile that it has', async () => {
    const attempts = [new Error('The port is in use.'), setUp().site]
    const url = await start(async () => {
      const attempt = attempts.shift()
      if (attempt === undefined || attempt instanceof Error) throw attempt
      return attempt
    })
    const ask = async (path: string, method = 'GET') => {
      const response = await fetch(`${url}${path}`, { method })
      return [response.status, response.ok ? '' : await response.json()]
    }
    expect(await ask('/api/restart', 'POST')).toEqual([500, { error: 'The port is in use.' }])
    expect(await ask('/api/stage')).toEqual([503, { error: 'The number could not be started afresh.' }])
    expect(await ask('/api/restart', 'POST')).toEqual([204, ''])
    expect(await ask('/api/stage')).toEqual([200, ''])
  })

  it('serves the page while the number is started afresh, and answers what was asked when it has started', async () => {
    const [begun, starting] = [Promise.withResolvers<void>(), Promise.withResolvers<ReturnType<typeof setUp>['site']>()]
    const url = await start(() => {
      begun.resolve()
      return starting.promise
    })
    const restarted = fetch(`${url}/api/restart`, { method: 'POST' })
    await begun.promise
    expect((await fetch(`${url}/`)).status).toBe(200)
    expect((await fetch(`${url}/api/restart`, { method: 'POST' })).status).toBe(503)
    const asked = fetch(`${url}/api/stage`)
    starting.resolve(setUp().site)
    expect([(await restarted).status, (await asked).status]).toEqual([204, 200])
  })

  it('serves the page at once, and answers what is asked of the number as soon as that has started', async () => {
    const starting = Promise.withResolvers<ReturnType<typeof setUp>['site']>()
    const url = await start(undefined, starting.promise)
    expect((await fetch(`${url}/`)).status).toBe(200)
    const asked = fetch(`${url}/api/stage`)
    starting.resolve(setUp().site)
    expect(await (await asked).json()).toEqual(setUp().site.stage)
  })

  it('has no other path and no other method', async () => {
    const { ask } = setUp()
    expect(await ask('/nowhere')).toMatchObject({ status: 404, body: { error: expect.any(String) } })
    const deleted = await ask('/api/messages', { method: 'DELETE' })
    expect(deleted).toMatchObject({ status: 405, body: { error: expect.any(String) } })
  })

  it.each([
    ['a foreign host name that resolves to this machine', { host: 'rebound.example' }],
    ['a page of another site', { origin: 'https://elsewhere.example' }],
    ['a page under a subdomain of localhost', { origin: 'http://evil.localhost' }],
    ['a page with an opaque origin', { origin: 'null' }],
  ])('refuses %s', async (_, headers) => {
    const { post, received } = setUp()
    expect(await post(JSON.stringify(text), headers)).toMatchObject({ status: 403 })
    expect(received).toHaveLength(0)
  })

  it('lets no page of another site see that it runs, by no answer', async () => {
    const url = await start()
    const ask = async (path: string, headers = {}, method = 'GET') =>
      (await callUrl(`${url}${path}`, { headers, method })).headers['cross-origin-resource-policy']
    const assets = ['/', '/assets/style.css', '/assets/main.js'].map((path) => ask(path))
    const others = [ask('/api/stage'), ask('/nowhere'), ask('/api/messages', {}, 'DELETE'), ask('/README.md')]
    const refused = [ask('/', { host: 'rebound.example' }), ask('/', { host: '[::1' }), ask('/', { origin: 'null' })]
    expect(new Set(await Promise.all([...assets, ...others, ...refused]))).toEqual(new Set(['same-origin']))
  })

  it.each(['localhost:99999', 'local host', '[::1'])('refuses a host that can not be: %s', async (host) => {
    const error = 'The request must be for an address on this machine, such as http://localhost:4000/.'
    const answer = await callUrl(`${await start()}/api/stage`, { headers: { host } })
    expect(answer).toMatchObject({ status: 400, body: JSON.stringify({ error }) })
  })

  it('accepts requests of its own page', async () => {
    expect(await setUp().post(JSON.stringify(text), { origin: 'http://localhost:4000' })).toMatchObject({ status: 202 })
  })
})

describe('The page', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<title>Anti-relou</title>'],
    ['/assets/main.js', 'text/javascript; charset=utf-8', 'new EventSource('],
    ['/assets/style.css', 'text/css; charset=utf-8', 'display:grid'],
  ])('is served from memory: %s', async (path, type, content) => {
    const response = await setUp().fetch(path)
    expect(response.headers.get('content-type')).toBe(type)
    expect(await response.text()).toContain(content)
  })

  it('may load and run only its own files', async () => {
    const { headers } = await setUp().fetch('/')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})
