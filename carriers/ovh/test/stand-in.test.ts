import { describe, expect, it } from 'vitest'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { accountPath, askOvh, numberPath, type OvhKey, type OvhMethod } from '../api.ts'
import type { OvhOptions } from '../stand-in/account.ts'
import { line, serviceName } from './example.ts'
import { accessTo, key, openMailbox } from './polled.ts'

const account = accountPath(serviceName)
const number = numberPath(serviceName, line)

/** An account at OVHcloud, and a way to ask it with a key that differs in this from the one that it knows. */
const open = async (options: Partial<OvhOptions> = {}) => {
  const mailbox = await openMailbox(options)
  const ask = async (method: OvhMethod, path: string, body?: object, changes: Partial<OvhKey> = {}) => {
    const access = { ...accessTo(mailbox), key: { ...key, ...changes } }
    const { status, readBody } = await askOvh(access, { method, path, ...(body && { body }) })
    return { status, body: Object(parseJson(await readBody())) }
  }
  return { ask, texts: mailbox.ovh.texts, catchUp: mailbox.ovh.catchUp }
}

const error = (status: number, kind: string, message: unknown = expect.any(String)) => ({
  status,
  body: { class: `Client::${kind}`, message },
})
const notGranted = error(403, 'Forbidden', 'This call has not been granted')
const notValid = error(403, 'Forbidden', 'This credential is not valid')

describe('OVHcloud', () => {
  it.each<[string, Partial<OvhKey>, object]>([
    ['an unknown application', { applicationKey: 'x' }, error(403, 'Forbidden', 'This application key is invalid')],
    ['another secret', { applicationSecret: 'another' }, error(400, 'BadRequest', 'Invalid signature')],
  ])('refuses a request by %s', async (_, changes, refused) => {
    expect(await (await open()).ask('GET', account, undefined, changes)).toEqual(refused)
  })

  it('gives a key that is confirmed at its address, may what it was asked for, and expires on demand', async () => {
    const { ask } = await open({ keysExpire: '2027-01-01T00:00:00+01:00' })
    const accessRules = [
      { method: 'GET', path: account },
      { method: 'GET', path: '/auth/currentCredential' },
      { method: 'POST', path: '/auth/logout' },
    ]
    const { consumerKey, state, validationUrl } = (await ask('POST', '/auth/credential', { accessRules })).body
    const askWith = (method: OvhMethod, path: string) => ask(method, path, undefined, { consumerKey })
    expect(state).toBe('pendingValidation')
    expect(await askWith('GET', account)).toEqual(notValid)
    expect([(await fetch(validationUrl)).status, (await fetch(validationUrl)).status]).toEqual([200, 404])
    expect((await askWith('GET', account)).status).toBe(200)
    expect(await askWith('GET', `${number}/incoming`)).toEqual(notGranted)
    const valid = { status: 'validated', rules: accessRules, expiration: '2027-01-01T00:00:00+01:00' }
    expect((await askWith('GET', '/auth/currentCredential')).body).toEqual(valid)
    expect((await askWith('POST', '/auth/logout')).status).toBe(200)
    expect(await askWith('GET', account)).toEqual(notValid)
  })

  it('takes two credits for each part of a text, and sends none without them', async () => {
    const { ask, texts, catchUp } = await open({ creditsLeft: 5 })
    const send = (message: string) => ask('POST', `${number}/jobs`, { message, receivers: ['+33612345678'] })
    expect((await send('x'.repeat(161))).body).toMatchObject({ totalCreditsRemoved: 4 })
    expect(await send('Bonjour')).toEqual(error(403, 'Forbidden'))
    catchUp()
    expect(texts.entries()).toHaveLength(1)
    expect((await ask('GET', account)).body).toMatchObject({ creditsLeft: 1 })
  })
})
