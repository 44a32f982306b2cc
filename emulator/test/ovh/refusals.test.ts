import { describe, expect, it } from 'vitest'

import { CloudError } from '../../cloud-error.ts'
import { createOvhAccount, type OvhOptions } from '../../services/ovh/account.ts'
import { createOvhApi } from '../../services/ovh/api.ts'
import { ovhRequest } from '../../services/ovh/requests.ts'
import { line, ovhOptions, type Signed, signed } from './signing.ts'

const sender = '+33612345678'
const begin = Date.parse('2026-11-24T20:00:00.400Z')
const hour = 3_600_000
const incoming = `/sms/sms-ab12345-1/virtualNumbers/${encodeURIComponent(line)}/incoming`
const outgoing = `/sms/sms-ab12345-1/virtualNumbers/${encodeURIComponent(line)}/outgoing`
const jobs = `/sms/sms-ab12345-1/virtualNumbers/${encodeURIComponent(line)}/jobs`

/** An account whose time passes only when a test says so. */
const setUp = (changes: Partial<OvhOptions> = {}) => {
  const shown: unknown[] = []
  let now = begin
  let waiting: { readonly at: number; readonly work: () => void }[] = []
  const options = { ...ovhOptions, ...changes }
  const account = createOvhAccount(options, {
    phones: { deliver: ({ to, text }) => shown.push({ to, text }), send: () => {} },
    now: () => now,
    later: (delayMs, work) => void waiting.push({ at: now + delayMs, work }),
  })
  const api = createOvhApi(account, options, () => now)
  const pass = (ms: number) => {
    now += ms
    const due = waiting.filter(({ at }) => at <= now)
    waiting = waiting.filter(({ at }) => at > now)
    for (const { work } of due) work()
  }
  /** Asks the API, after the request was changed on its way. */
  const ask = async (
    path: string,
    request: Signed = {},
    onTheWay: { headers?: object; url?: string; body?: string } = {},
  ) => {
    const url = `/ovh/1.0${path}`
    const { headers, method, body = '' } = signed(`http://127.0.0.1:1${url}`, { at: now, ...request })
    const asked = ovhRequest(
      { method, url: onTheWay.url ?? url, headers: { host: '127.0.0.1:1' } },
      onTheWay.body ?? body,
    )
    if (asked === undefined) throw new Error('That is not for OVHcloud')
    if ('status' in asked) return { status: asked.status, body: JSON.parse(asked.body) }
    const { accessKeyId: _, ...call } = asked
    const sent = { ...headers, ...onTheWay.headers }
    const answer = await api({ ...call, caller: { kind: 'owner' }, headers: sent, body: onTheWay.body ?? body })
    return { status: answer.status, body: JSON.parse(answer.body) }
  }
  const send = (changes: object = {}) =>
    ask(jobs, { method: 'POST', body: { message: 'Bonjour', receivers: [sender], ...changes } })
  return { ask, send, pass, shown, phone: account.phones.get(line) }
}

const error = (status: number, kind: string, message: unknown = expect.any(String)) => ({
  status,
  body: { class: `Client::${kind}`, message },
})

const account = '/sms/sms-ab12345-1'

describe('The word CONTACT', () => {
  it.each(['CONTACT', ' contact '])('gets an answer at once that says whose number it is: "%s"', async (word) => {
    const { shown, phone } = setUp({ contact: { name: 'Aubépine', phone: '0123456789', website: 'aubepine.example' } })
    await phone?.text(sender, 'Bonjour')
    expect(shown).toEqual([])
    await phone?.text(sender, word)
    expect(shown).toEqual([{ to: sender, text: 'Aubépine 0123456789 aubepine.example' }])
  })

  it('is received like any other text', async () => {
    const { ask, phone } = setUp()
    await phone?.text(sender, 'CONTACT')
    expect((await ask(incoming)).body).toHaveLength(1)
  })
})

describe('A request to OVHcloud', () => {
  it.each<[string, Signed, object, object]>([
    [
      'of an unknown application',
      {},
      { headers: { 'x-ovh-application': 'another' } },
      error(403, 'Forbidden', 'This application key is invalid'),
    ],
    [
      'without a signature',
      {},
      { headers: { 'x-ovh-signature': undefined } },
      error(401, 'Unauthorized', 'You must login first'),
    ],
    ['of an unknown consumer', { key: 'nobody' }, {}, error(403, 'Forbidden', 'This credential is not valid')],
    [
      'with the signature of another address',
      {},
      { url: '/ovh/1.0/sms/sms-ab12345-2' },
      error(400, 'BadRequest', 'Invalid signature'),
    ],
    [
      'with the signature of another body',
      { method: 'PUT', body: {} },
      { body: '{"callBack":null}' },
      error(400, 'BadRequest', 'Invalid signature'),
    ],
    ['from another hour', { at: begin - hour }, {}, error(400, 'BadRequest', 'Query out of time')],
    ['from no time', {}, { headers: { 'x-ovh-timestamp': 'now' } }, error(400, 'BadRequest', 'Query out of time')],
    [
      'that the key may not make',
      { method: 'PUT', body: {}, key: 'reader' },
      {},
      error(403, 'Forbidden', 'This call has not been granted'),
    ],
    [
      'whose path no rule of the key has',
      { key: 'reader' },
      {},
      error(403, 'Forbidden', 'This call has not been granted'),
    ],
  ])('is refused %s', async (_, request, onTheWay, refused) => {
    expect(await setUp().ask(account, request, onTheWay)).toEqual(refused)
  })

  it('is granted by a rule with an asterisk, for everything below', async () => {
    expect(await setUp().ask(incoming, { key: 'reader' })).toEqual({ status: 200, body: [] })
  })

  it.each([
    ['account', '/sms/sms-ab12345-2'],
    ['number', incoming.replace('1/incoming', '2/incoming')],
    ['number with an answer', incoming.replace('1/incoming', '2/time2chat/autoResponse')],
    ['text', `${incoming}/1`],
    ['sent text', `${outgoing}/1`],
    ['action', `${account}/senders`],
  ])('for an unknown %s is not found', async (_, path) => {
    expect(await setUp().ask(path)).toEqual(error(404, 'NotFound'))
  })
})

describe('A key of OVHcloud', () => {
  const accessRules = [
    { method: 'GET', path: account },
    { method: 'GET', path: '/auth/currentCredential' },
    { method: 'POST', path: '/auth/logout' },
  ]
  const askForKey = async (changes: Partial<OvhOptions> = {}) => {
    const { ask } = setUp(changes)
    const { body } = await ask('/auth/credential', { method: 'POST', body: { accessRules } })
    const { pathname, search } = new URL(body.validationUrl)
    return {
      ask,
      key: body.consumerKey,
      state: body.state,
      confirmation: `${pathname.slice('/ovh/1.0'.length)}${search}`,
    }
  }

  it('is asked for, confirmed at its address, may what it was asked for, and expires at once when it is wanted', async () => {
    const { ask, key, state, confirmation } = await askForKey({ keysExpire: '2027-01-01T00:00:00+01:00' })
    expect(state).toBe('pendingValidation')
    expect(await ask(account, { key })).toEqual(error(403, 'Forbidden', 'This credential is not valid'))
    expect((await ask(confirmation)).status).toBe(200)
    expect((await ask(confirmation)).status).toBe(404)
    expect((await ask(account, { key })).status).toBe(200)
    expect(await ask(incoming, { key })).toEqual(error(403, 'Forbidden', 'This call has not been granted'))
    expect(await ask('/auth/currentCredential', { key })).toMatchObject({
      body: { status: 'validated', rules: accessRules, expiration: '2027-01-01T00:00:00+01:00' },
    })
    expect((await ask('/auth/logout', { key, method: 'POST' })).status).toBe(200)
    expect(await ask(account, { key })).toEqual(error(403, 'Forbidden', 'This credential is not valid'))
  })

  it('is refused requests beyond its rate, for the rest of a minute', async () => {
    const { ask, pass } = setUp({ requestsPerMinute: 2 })
    const statuses = async (...keys: readonly string[]) => {
      const answers = []
      for (const key of keys) answers.push((await ask(incoming, { key })).status)
      return answers
    }
    expect(await statuses('all', 'all', 'all', 'reader')).toEqual([200, 200, 429, 200])
    pass(60_000)
    expect(await statuses('all')).toEqual([200])
  })
})

describe('A text to a number at OVHcloud', () => {
  it.each(['?creationDatetime.from=yesterday', '?limit=10'])(
    'is not listed by a filter that there is not: %s',
    async (filters) => {
      expect(await setUp().ask(`${incoming}${filters}`)).toEqual(error(400, 'BadRequest'))
    },
  )

  it('is a text: nobody can call the number', async () => {
    await expect(setUp().phone?.call(sender)).rejects.toBeInstanceOf(CloudError)
  })
})

describe('A reply by OVHcloud', () => {
  it('names invalid receivers in an answer that succeeds, and costs nothing for them', async () => {
    const { send, pass, shown } = setUp()
    const receivers = ['0033612345678', '0612345678', '+32470123456', '+33123456789', '38600']
    const { status, body } = await send({ receivers })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      validReceivers: ['0033612345678'],
      invalidReceivers: receivers.slice(1),
      totalCreditsRemoved: 2,
    })
    expect(body.ids).toHaveLength(1)
    pass(0)
    expect(shown).toEqual([{ to: sender, text: 'Bonjour' }])
  })

  it('costs two credits a part, and is refused without them', async () => {
    const { ask, send, pass, shown } = setUp({ creditsLeft: 5 })
    expect((await send({ message: 'x'.repeat(161) })).body).toMatchObject({ totalCreditsRemoved: 4 })
    expect(await send()).toEqual(error(403, 'Forbidden'))
    pass(0)
    expect(shown).toHaveLength(1)
    expect(await ask(account)).toMatchObject({ body: { creditsLeft: 1 } })
  })

  it.each<[string, object]>([
    ['message', { message: '' }],
    ['message', { message: 'x'.repeat(919) }],
    ['receivers', { receivers: undefined }],
    ['noStopClause', { noStopClause: true }],
    ['validityPeriod', { validityPeriod: -1 }],
  ])('is refused with the name of the parameter that is wrong: %s', async (name, changes) => {
    expect(await setUp().send(changes)).toEqual(error(400, 'BadRequest', expect.stringContaining(name)))
  })
})

describe("OVHcloud's own answer", () => {
  it('can be emptied through the account, unless an account must have one', async () => {
    const empty = { method: 'PUT', body: { templates: { time2chatAutomaticResponse: '' } } }
    expect(await setUp().ask(account, empty)).toEqual({ status: 200, body: null })
    const { ask } = setUp({ automaticResponse: 'Bien reçu', answerMayBeEmpty: false })
    expect(await ask(account, empty)).toEqual(error(400, 'BadRequest'))
    expect(await ask(account)).toMatchObject({ body: { templates: { time2chatAutomaticResponse: 'Bien reçu' } } })
  })

  it.each([{ creditsLeft: 1_000_000 }, { automaticRecreditAmount: 123 }])('is not put along with %o', async (body) => {
    expect(await setUp().ask(account, { method: 'PUT', body })).toEqual(error(400, 'BadRequest'))
  })
})
