import { describe, expect, it, onTestFinished } from 'vitest'

import { CloudError } from '../../cloud-error.ts'
import { createOvhAccount, type OvhOptions } from '../../services/ovh/account.ts'
import { createOvhApi, toOvh } from '../../services/ovh/api.ts'
import { ovhRequest } from '../../services/ovh/requests.ts'
import { startToyCloud, toyAccount } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'
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
  const phone = account.phones.get(line)
  const receive = (from: string, text: string) => phone?.text(from, text) ?? Promise.reject(new Error())
  return { account, ask, send, receive, pass, shown, phone }
}

const error = (status: number, kind: string, message: unknown = expect.any(String)) => ({
  status,
  body: { class: `Client::${kind}`, message },
})

const account = '/sms/sms-ab12345-1'

describe('A request to OVHcloud', () => {
  it('is carried out if it is signed, and the time is told to everybody', async () => {
    const { ask } = setUp()
    expect(await ask(account)).toMatchObject({ status: 200, body: { name: 'sms-ab12345-1', creditsLeft: 10_000 } })
    const unsigned = { headers: { 'x-ovh-application': undefined, 'x-ovh-signature': undefined } }
    expect(await ask('/auth/time', {}, unsigned)).toEqual({ status: 200, body: Math.floor(begin / 1000) })
  })

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

  it('comes from the function whose key its address contains', () => {
    const variables = toOvh('OVH_URL', 'http://127.0.0.1:1')(
      { OVH_URL: 'https://eu.api.ovh.com/1.0' },
      `ASIA${'0'.repeat(16)}`,
    )
    const { pathname } = new URL(`${variables['OVH_URL']}/auth/time`)
    const read = ovhRequest({ method: 'GET', url: pathname, headers: {} }, '')
    expect(read).toMatchObject({ action: 'GetTime', accessKeyId: `ASIA${'0'.repeat(16)}` })
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
  it('is read by its id, costs nothing, and is gone once it is deleted', async () => {
    const { ask, receive } = setUp()
    const id = Number(await receive(sender, 'Salut'))
    expect(await ask(incoming)).toEqual({ status: 200, body: [id] })
    const creationDatetime = '2026-11-24T22:00:00+02:00'
    expect(await ask(`${incoming}/${id}`)).toEqual({
      status: 200,
      body: { id, sender, message: 'Salut', creationDatetime, credits: 0, tag: '' },
    })
    expect(await ask(account)).toMatchObject({ body: { creditsLeft: 10_000 } })
    expect(await ask(`${incoming}/${id}`, { method: 'DELETE' })).toEqual({ status: 200, body: null })
    expect(await ask(incoming)).toEqual({ status: 200, body: [] })
    expect(await ask(`${incoming}/${id}`, { method: 'DELETE' })).toEqual(error(404, 'NotFound'))
  })

  it('costs what the options say', async () => {
    const { ask, receive } = setUp({ creditsLeft: 5, receivedCredits: 1 })
    const id = await receive(sender, 'Salut')
    expect(await ask(`${incoming}/${id}`)).toMatchObject({ body: { credits: 1 } })
    expect(await ask(account)).toMatchObject({ body: { creditsLeft: 4 } })
  })

  it.each<[string, readonly number[]]>([
    ['', [2, 1, 0]],
    ['?sender=%2B33612345679', [1]],
    ['?tag=none', []],
    ['?creationDatetime.from=2026-11-24T21:00:00Z', [2, 1]],
    ['?creationDatetime.to=2026-11-24T22:00:00%2B01:00', [1, 0]],
    ['?creationDatetime.from=2026-11-24T20:00:01Z&creationDatetime.to=2026-11-24T21:00:00Z', [1]],
  ])('is listed if it fits the filters, whose times are included: %s', async (filters, which) => {
    const { ask, receive, pass } = setUp()
    const ids: number[] = []
    for (const from of [sender, '+33612345679', sender]) {
      ids.push(Number(await receive(from, 'Salut')))
      pass(hour)
    }
    expect(await ask(`${incoming}${filters}`)).toEqual({ status: 200, body: which.map((index) => ids[index]) })
  })

  it.each(['?creationDatetime.from=yesterday', '?limit=10'])(
    'is not listed by a filter that there is not: %s',
    async (filters) => {
      expect(await setUp().ask(`${incoming}${filters}`)).toEqual(error(400, 'BadRequest'))
    },
  )

  it('is found by a number with two zeros, too', async () => {
    expect(await setUp().ask(incoming.replace('%2B', '00'))).toEqual({ status: 200, body: [] })
  })

  it('is a text: nobody can call the number', async () => {
    await expect(setUp().phone?.call(sender)).rejects.toBeInstanceOf(CloudError)
  })
})

describe('A reply by OVHcloud', () => {
  it('is a job until it is sent, and then has its receipt and its price', async () => {
    const { ask, send, pass, shown } = setUp()
    const { status, body } = await send({ tag: 'inbound-1', priority: 'high', validityPeriod: 60 })
    const [id] = body.ids
    expect({ status, body }).toEqual({
      status: 200,
      body: { ids: [id], validReceivers: [sender], invalidReceivers: [], totalCreditsRemoved: 2, tag: 'inbound-1' },
    })
    expect(await ask(`${outgoing}/${id}`)).toEqual(error(404, 'NotFound'))
    pass(0)
    expect(shown).toEqual([{ to: sender, text: 'Bonjour' }])
    expect(await ask(`${outgoing}/${id}`)).toMatchObject({
      body: {
        id,
        sender: line,
        receiver: sender,
        credits: 2,
        numberOfSms: 1,
        deliveryReceipt: 1,
        ptt: 4,
        tag: 'inbound-1',
      },
    })
    expect(await ask(`${outgoing}/${id}`, { method: 'DELETE' })).toEqual({ status: 200, body: null })
    expect(await ask(`${outgoing}/${id}`)).toEqual(error(404, 'NotFound'))
  })

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

  it.each([
    [1, 0],
    [5, 2],
    [24, 2],
  ])(
    'that does not reach its receiver is not shown, and its code %i has the receipt %i',
    async (ptt, deliveryReceipt) => {
      const { ask, send, pass, shown } = setUp({ outcomes: { [sender]: ptt } })
      const [id] = (await send()).body.ids
      pass(0)
      expect(shown).toEqual([])
      expect(await ask(`${outgoing}/${id}`)).toMatchObject({
        body: { ptt, deliveryReceipt, deliveredAt: null },
      })
    },
  )

  it('is listed by its receipt, its tag and its time', async () => {
    const other = '+33612345679'
    const { ask, send, pass } = setUp({ outcomes: { [other]: 5 } })
    const [arrived] = (await send({ tag: 'one' })).body.ids
    const [lost] = (await send({ tag: 'other', receivers: [other] })).body.ids
    pass(0)
    const list = async (filters: string) => (await ask(`${outgoing}${filters}`)).body
    expect(await list('')).toEqual([lost, arrived])
    expect(await list('?deliveryReceipt=1')).toEqual([arrived])
    expect(await list('?deliveryReceipt=2')).toEqual([lost])
    expect(await list('?tag=other')).toEqual([lost])
    expect(await list('?creationDatetime.to=2026-11-23T00:00:00Z')).toEqual([])
  })

  it('waits for as long as it was asked to', async () => {
    const { send, pass, shown } = setUp()
    await send({ differedPeriod: 45 })
    pass(44 * 60_000)
    expect(shown).toEqual([])
    pass(60_000)
    expect(shown).toHaveLength(1)
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
  const automatic = { to: sender, text: 'Bien reçu' }
  const options = { creditsLeft: 10, automaticResponse: 'Bien reçu' }

  it('reaches whoever got none within a day, once for the whole conversation, and costs credits', async () => {
    const { account, receive, pass, shown } = setUp(options)
    await receive(sender, 'Salut')
    pass(23 * hour)
    await receive(sender, 'Tu es là ?')
    expect(shown).toEqual([])
    pass(hour)
    pass(24 * hour)
    expect(shown).toEqual([automatic])
    expect(account.creditsLeft()).toBe(8)
  })

  it('comes at once if a test ends the conversations, and not again', async () => {
    const { account, receive, pass, shown } = setUp(options)
    await receive(sender, 'Salut')
    account.endConversations()
    expect(shown).toEqual([automatic])
    pass(24 * hour)
    expect(shown).toHaveLength(1)
  })

  it('does not reach whoever got a reply, until they write again', async () => {
    const { receive, send, pass, shown } = setUp(options)
    await receive(sender, 'Salut')
    await send()
    pass(0)
    pass(24 * hour)
    expect(shown).toHaveLength(1)
    await receive(sender, 'Allô ?')
    pass(24 * hour)
    expect(shown).toHaveLength(2)
  })

  it('can be emptied through the account, unless an account must have one', async () => {
    const empty = { method: 'PUT', body: { templates: { time2chatAutomaticResponse: '' } } }
    expect(await setUp(options).ask(account, empty)).toEqual({ status: 200, body: null })
    const { ask } = setUp({ ...options, answerMayBeEmpty: false })
    expect(await ask(account, empty)).toEqual(error(400, 'BadRequest'))
    expect(await ask(account)).toMatchObject({ body: { templates: { time2chatAutomaticResponse: 'Bien reçu' } } })
  })

  it.each([
    ['is null', { automaticResponse: null }],
    ['is empty', { automaticResponse: '' }],
    ['costs more credits than there are', { creditsLeft: 1 }],
  ])('does not come if its text %s', async (_, changes) => {
    const { receive, pass, shown } = setUp({ ...options, ...changes })
    await receive(sender, 'Salut')
    pass(24 * hour)
    expect(shown).toEqual([])
  })

  it('has the text that was last put for the number', async () => {
    const { ask, account: state, receive, shown } = setUp(options)
    const path = incoming.replace('incoming', 'time2chat/autoResponse')
    expect(await ask(path)).toEqual({ status: 200, body: { autoResponse: 'Bien reçu' } })
    expect(await ask(path, { method: 'PUT', body: { autoResponse: 'Adieu' } })).toEqual({ status: 200, body: null })
    await receive(sender, 'Salut')
    state.endConversations()
    expect(shown).toEqual([{ to: sender, text: 'Adieu' }])
  })

  it('has the text that was last put for the account', async () => {
    const { ask, account: state, receive, shown } = setUp(options)
    const templates = { time2chatAutomaticResponse: 'Merci' }
    const body = { templates, automaticRecreditAmount: 100 }
    expect(await ask(account, { method: 'PUT', body })).toEqual({ status: 200, body: null })
    expect(await ask(account)).toMatchObject({ body: { templates, automaticRecreditAmount: 100 } })
    await receive(sender, 'Salut')
    state.endConversations()
    expect(shown).toEqual([{ to: sender, text: 'Merci' }])
  })

  it.each([{ creditsLeft: 1_000_000 }, { automaticRecreditAmount: 123 }])('is not put along with %o', async (body) => {
    expect(await setUp().ask(account, { method: 'PUT', body })).toEqual(error(400, 'BadRequest'))
  })
})

describe('A cloud with an account at OVHcloud', () => {
  const start = async (ovh?: OvhOptions) => {
    const { cloud } = await startToyCloud(toyTemplate, { ...toyAccount, ovh })
    onTestFinished(cloud.stop)
    const ask = async (path: string, base = `${cloud.endpoint}/ovh`) => {
      const response = await fetch(`${base}/1.0${path}`, signed(`${base}/1.0${path}`))
      return { status: response.status, body: JSON.parse(await response.text()) }
    }
    return { cloud, ask }
  }

  it('keeps what is texted to its number, and shows it on the phone of the sender', async () => {
    const { cloud, ask } = await start(ovhOptions)
    const id = await cloud.receiveText({ from: sender, to: line, text: 'Salut' })
    expect(await ask(incoming)).toEqual({ status: 200, body: [Number(id)] })
    expect(cloud.texts.entries()).toMatchObject([{ id, direction: 'inbound', from: sender, to: line, text: 'Salut' }])
    expect(cloud.ovh?.creditsLeft()).toBe(10_000)
  })

  it('knows which function makes a request, so that a fault can end it', async () => {
    const { cloud, ask } = await start(ovhOptions)
    const { accessKeyId } = cloud.keyOf('single')
    expect(await ask(account, `${cloud.endpoint}/ovh/${accessKeyId}`)).toMatchObject({ status: 200 })
    const called = cloud.calls.entries().map(({ service, action, caller }) => ({ service, action, caller }))
    const caller = expect.objectContaining({ kind: 'function', functionName: 'single' })
    expect(called).toContainEqual({ service: 'ovh', action: 'GetAccount', caller })
  })

  it('answers for OVHcloud only if there is such an account', async () => {
    const { cloud, ask } = await start()
    expect(cloud.ovh).toBeUndefined()
    expect(await ask(account)).toMatchObject({ status: 400, body: { class: 'Client::BadRequest' } })
  })
})
