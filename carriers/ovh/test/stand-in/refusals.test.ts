import { createHash } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OvhOptions } from '../../stand-in/account.ts'
import { serveOvh } from '../../stand-in/api.ts'

describe('The word CONTACT', () => {
  it.each(['CONTACT', ' contact '])('gets an answer at once that says whose number it is: "%s"', async (word) => {
    const { shown, phone } = await setUp()
    await phone?.text(sender, 'Bonjour')
    expect(shown()).toEqual([])
    await phone?.text(sender, word)
    expect(shown()).toEqual([{ to: sender, text: 'Association Exemple 0199000000 exemple.example' }])
  })
})

describe('A request to OVHcloud', () => {
  it.each<[string, Asked, OnTheWay, object]>([
    ['of an unknown application', {}, { headers: { 'x-ovh-application': 'another' } }, notKnown],
    ['without a signature', {}, { isUnsigned: true }, error(401, 'Unauthorized', 'You must login first')],
    ['of an unknown consumer', { key: 'nobody' }, {}, notValid],
    ['with the signature of another address', {}, { path: '/sms/sms-ab12345-2' }, notSigned],
    ['with the signature of another body', { method: 'PUT', body: {} }, { body: '{"callBack":null}' }, notSigned],
    ['from another hour', { at: begin - 3_600_000 }, {}, late],
    ['from no time', {}, { headers: { 'x-ovh-timestamp': 'now' } }, late],
    ['that the key may not make', { method: 'PUT', body: {}, key: 'reader' }, {}, notGranted],
    ['whose path no rule of the key has', { key: 'reader' }, {}, notGranted],
  ])('is refused %s', async (_, request, onTheWay, refused) => {
    expect(await (await setUp()).ask(account, request, onTheWay)).toEqual(refused)
  })

  it('is granted by a rule with an asterisk, for everything below', async () => {
    expect(await (await setUp()).ask(incoming, { key: 'reader' })).toEqual({ status: 200, body: [] })
  })

  it.each([
    ['account', '/sms/sms-ab12345-2'],
    ['number', incoming.replace('1/incoming', '2/incoming')],
    ['number with an answer', incoming.replace('1/incoming', '2/time2chat/autoResponse')],
    ['text', `${incoming}/1`],
    ['sent text', `${number}/outgoing/1`],
    ['action', `${account}/senders`],
  ])('for an unknown %s is not found', async (_, path) => {
    expect(await (await setUp()).ask(path)).toEqual(error(404, 'NotFound'))
  })
})

describe('A key of OVHcloud', () => {
  it('is asked for, confirmed at its address, may what it was asked for, and expires when it is wanted', async () => {
    const { ask } = await setUp({ keysExpire: '2027-01-01T00:00:00+01:00' })
    const accessRules = [
      { method: 'GET', path: account },
      { method: 'GET', path: '/auth/currentCredential' },
      { method: 'POST', path: '/auth/logout' },
    ]
    const { body } = await ask('/auth/credential', { method: 'POST', body: { accessRules } })
    const { consumerKey: key, state, validationUrl } = body
    expect(state).toBe('pendingValidation')
    expect(await ask(account, { key })).toEqual(notValid)
    expect((await fetch(validationUrl)).status).toBe(200)
    expect((await fetch(validationUrl)).status).toBe(404)
    expect((await ask(account, { key })).status).toBe(200)
    expect(await ask(incoming, { key })).toEqual(notGranted)
    const valid = { status: 'validated', rules: accessRules, expiration: '2027-01-01T00:00:00+01:00' }
    expect(await ask('/auth/currentCredential', { key })).toMatchObject({ body: valid })
    expect((await ask('/auth/logout', { key, method: 'POST' })).status).toBe(200)
    expect(await ask(account, { key })).toEqual(notValid)
  })

  it('is refused requests beyond its rate, for the rest of a minute', async () => {
    const { ask, pass } = await setUp({ requestsPerMinute: 2 })
    const statusFor = async (key: string) => (await ask(incoming, { key })).status
    const statuses = []
    for (const key of ['all', 'all', 'all', 'reader']) statuses.push(await statusFor(key))
    pass(60_000)
    expect([...statuses, await statusFor('all')]).toEqual([200, 200, 429, 200, 200])
  })
})

describe('A text to a number at OVHcloud', () => {
  it('is not listed by a filter that there is not', async () => {
    expect(await (await setUp()).ask(`${incoming}?limit=10`)).toEqual(error(400, 'BadRequest'))
  })

  it('is a text: nobody can call the number', async () => {
    expect((await setUp()).phone?.call).toBeUndefined()
  })
})

describe('A reply by OVHcloud', () => {
  it('names invalid receivers in an answer that succeeds, and costs nothing for them', async () => {
    const { send, pass, shown } = await setUp()
    const receivers = ['0033612345678', '0612345678', '+32470123456', '+33123456789', '38600']
    const { status, body } = await send({ receivers })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ids: [expect.any(Number)],
      validReceivers: ['0033612345678'],
      invalidReceivers: receivers.slice(1),
      totalCreditsRemoved: 2,
    })
    pass(0)
    expect(shown()).toEqual([{ to: sender, text: 'Bonjour' }])
  })

  it('costs two credits a part, and is refused without them', async () => {
    const { ask, send, pass, shown } = await setUp({ creditsLeft: 5 })
    expect((await send({ message: 'x'.repeat(161) })).body).toMatchObject({ totalCreditsRemoved: 4 })
    expect(await send()).toEqual(error(403, 'Forbidden'))
    pass(0)
    expect(shown()).toHaveLength(1)
    expect(await ask(account)).toMatchObject({ body: { creditsLeft: 1 } })
  })
})

const sender = '+33612345678'
const line = '+33939000001'
const begin = Date.parse('2026-11-24T20:00:00.400Z')
const account = '/sms/sms-ab12345-1'
const number = `${account}/virtualNumbers/${encodeURIComponent(line)}`
const incoming = `${number}/incoming`

const application = { applicationKey: 'application', applicationSecret: 'secret of the application' }
const all = (['GET', 'POST', 'PUT', 'DELETE'] as const).map((method) => ({ method, path: '/sms/*' }))
const options: OvhOptions = {
  serviceName: 'sms-ab12345-1',
  numbers: [line],
  // The consumer keys, by what they may do.
  keys: [
    { ...application, consumerKey: 'all', rules: all },
    { ...application, consumerKey: 'reader', rules: [{ method: 'GET', path: '/sms/sms-ab12345-1/*' }] },
  ],
  creditsLeft: 10_000,
}

type Asked = Readonly<{ method?: string; body?: object; key?: string; at?: number }>
/** What differs in the request that arrives from the one that was signed. */
type OnTheWay = Readonly<{ headers?: object; path?: string; body?: string; isUnsigned?: true }>

/** An account whose time passes only when a test says so. */
const setUp = async (changes: Partial<OvhOptions> = {}) => {
  const clock = { now: begin }
  const ovh = await serveOvh({ ...options, ...changes }, () => clock.now)
  onTestFinished(ovh.stop)
  /** Signs a request as OVH's guide "First Steps with the OVHcloud APIs" does. */
  const ask = async (path: string, request: Asked = {}, onTheWay: OnTheWay = {}) => {
    const { method = 'GET', body: given, key = 'all', at = clock.now } = request
    const body = given && JSON.stringify(given)
    const timestamp = String(Math.floor(at / 1000))
    const signed = [application.applicationSecret, key, method, `${ovh.url}${path}`, body, timestamp].join('+')
    const headers = new Headers({
      'x-ovh-application': application.applicationKey,
      'x-ovh-consumer': key,
      'x-ovh-timestamp': timestamp,
      'x-ovh-signature': `$1$${createHash('sha1').update(signed).digest('hex')}`,
      ...onTheWay.headers,
    })
    if (onTheWay.isUnsigned) headers.delete('x-ovh-signature')
    const sent = onTheWay.body ?? body
    const url = `${ovh.url}${onTheWay.path ?? path}`
    const response = await fetch(url, { method, headers, ...(sent !== undefined && { body: sent }) })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  return {
    ask,
    send: (changes: object = {}) =>
      ask(`${number}/jobs`, { method: 'POST', body: { message: 'Bonjour', receivers: [sender], ...changes } }),
    pass: (ms: number) => {
      clock.now += ms
      ovh.catchUp()
    },
    shown: () => ovh.texts.entries().flatMap(({ direction, to, text }) => (direction === 'reply' ? { to, text } : [])),
    phone: ovh.account.phones.get(line),
  }
}

const error = (status: number, kind: string, message: unknown = expect.any(String)) => ({
  status,
  body: { class: `Client::${kind}`, message },
})
const notKnown = error(403, 'Forbidden', 'This application key is invalid')
const notGranted = error(403, 'Forbidden', 'This call has not been granted')
const notValid = error(403, 'Forbidden', 'This credential is not valid')
const notSigned = error(400, 'BadRequest', 'Invalid signature')
const late = error(400, 'BadRequest', 'Query out of time')
