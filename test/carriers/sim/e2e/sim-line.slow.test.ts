import { afterAll, describe, expect, test } from 'vitest'

import { createEvent } from '../../../../carriers/sim/local/event.ts'
import { postEvent } from '../../../../carriers/sim/local/post.ts'
import { tokenFor } from '../../../../carriers/sim/local/token.ts'
import { readSettings } from '../../../../settings/read.ts'
import { startNumber, until } from '../../../e2e/running-number.ts'
import { tellsOf } from '../../../e2e/telling.ts'
import { sim as tested } from './tested.ts'

const settings = readSettings('local-sim')
const [sim, aws] = settings.lines.map(({ number = '' }) => number)
if (sim === undefined || aws === undefined) throw new Error('The stage must have a line of each kind')

// A process may take seconds for a reply on a busy machine, and one that is ended leaves it uncertain.
const number = await startNumber(10, tested)
afterAll(number.stop)
const { cloud } = number
const phone = cloud.phoneOf(sim)
if (phone === undefined) throw new Error('The line must have a phone')
const url = cloud.outputs['SimWebhookUrl'] ?? ''
const { webhookKey, userId } = JSON.parse(cloud.stack.secretValue(cloud.outputs['SimSecretArn'] ?? ''))
const addressee = { url, signing_key: webhookKey, user_id: userId }

let senders = 0
const stranger = (): string => `+336${String(1300 + senders++)}4321`

const decided = (id: string, decision: string) =>
  until(`${decision} for ${id}`, () => number.decisions(id).includes(decision))
const settled = async (id: string): Promise<readonly string[]> => {
  await until(`an outcome for ${id}`, () => number.outcomes(id).length > 0)
  return number.outcomes(id)
}

/** The event that httpSMS posts about a text. */
const textEvent = (from: string, id: string, content = 'On se voit au Perroquet Mauve ?') =>
  createEvent(
    'message.phone.received',
    '/v1/messages/receive',
    {
      message_id: id,
      user_id: userId,
      owner: sim,
      encrypted: false,
      contact: from,
      timestamp: new Date().toISOString(),
      content,
      sim: 'SIM1',
      attachments: null,
    },
    Date.now(),
  )

test('a deployment with a line of each kind sends each reply by the carrier of its line', async () => {
  const [bySim, byAws] = [stranger(), '+32470123456']
  const ids = [await phone.text(bySim, 'Salut'), await cloud.receiveText({ from: byAws, to: aws, text: 'Salut' })]
  expect(await Promise.all(ids.map(settled))).toEqual([['sent'], ['sent']])
  await until('both replies', () => number.repliesTo(bySim).length + number.repliesTo(byAws).length === 2)
  expect(number.repliesTo(bySim)).toMatchObject([{ from: sim, text: expect.stringContaining('harcelée') }])
  expect(number.repliesTo(byAws)).toMatchObject([{ from: aws, text: expect.stringContaining('harceliez') }])
  expect(cloud.submitted.entries().map(({ to }) => to)).toEqual([byAws])
})

test('a missed call is answered like a text, and the caller gets no second reply', async () => {
  const sender = stranger()
  const call = await phone.call(sender)
  await decided(call, 'reply')
  await decided(await phone.text(sender, 'Allô ?'), 'answered-recently')
  await decided(await phone.call(sender), 'answered-recently')
  expect(await settled(call)).toEqual(['sent'])
  await until('the reply', () => number.repliesTo(sender).length === 1)
})

test('a request with a forged token is refused and has no effect', async () => {
  const forged = await tokenFor(
    { ...addressee, signing_key: 'another key, as long as you like to make it' },
    Date.now(),
  )
  expect(await postEvent(textEvent(stranger(), 'forged'), url, forged)).toBe(401)
  await until('the refusal', () => number.count('WebhookRefused') > 0)
  expect(number.decisions('forged')).toEqual([])
})

test('a replayed event changes nothing: neither a text nor a report counts twice', async () => {
  const sender = stranger()
  const event = textEvent(sender, 'replayed')
  const token = await tokenFor(addressee, Date.now())
  expect(await postEvent(event, url, token)).toBe(204)
  expect(await settled('replayed')).toEqual(['sent'])
  await until('the report', () => number.deliveries('replayed').length > 0)
  const report = createEvent(
    'message.phone.delivered',
    '/',
    { id: '1', request_id: 'replayed', owner: sim },
    Date.now(),
  )
  const unknown = createEvent('message.phone.sang', '/', {}, Date.now())
  for (const again of [event, event, report, report, unknown]) expect(await postEvent(again, url, token)).toBe(204)
  await until('both duplicates', () => number.decisions('replayed').length >= 3)
  // On a busy machine, one of the events may be handled once more.
  const [first, ...others] = number.decisions('replayed')
  expect([first, new Set(others)]).toEqual(['reply', new Set(['duplicate'])])
  await until('the last event', () => number.count('WebhookEventsUnknown') > 0)
  expect(number.outcomes('replayed')).toEqual(['sent'])
  expect(number.deliveries('replayed')).toEqual(['delivered'])
  expect(number.repliesTo(sender)).toHaveLength(1)
})

test('replies wait while the phone is off, and are sent once when it is back', async () => {
  const sender = stranger()
  await phone.switchOff?.()
  const kept = await phone.text(sender, 'Salut')
  expect(kept).not.toBe('')
  const id = 'while-the-phone-is-off'
  expect(await postEvent(textEvent(sender, id), url, await tokenFor(addressee, Date.now()))).toBe(204)
  await decided(id, 'reply')
  expect(await number.probe()).toBe('PHONE_OFFLINE')
  // The first count is the report about the phone, the others are replies that had to wait.
  await until('a reply that waits', () => number.count('PhoneOffline') > 2)
  expect(number.repliesTo(sender)).toEqual([])
  await phone.switchOn?.()
  await number.probe()
  expect(await settled(id)).toEqual(['sent'])
  await until('the reply', () => number.repliesTo(sender).length > 0)
  expect(number.repliesTo(sender)).toHaveLength(1)
})

test('no log line and no metric holds a phone number or a text', () => {
  const told = cloud.logs.entries().map(({ line }) => line)
  expect(told.length).toBeGreaterThan(20)
  for (const { from, to, text } of cloud.texts.entries())
    expect(told.filter((entry) => tellsOf(entry, [from, to], text || 'never said'))).toEqual([])
})

describe.concurrent('another number', () => {
  test('a SIM that ignores calls answers texts and no calls', async () => {
    const lines = settings.lines.map((line) => (line.carrier === 'sim' ? { ...line, calls: 'ignore' as const } : line))
    const ignoring = await startNumber(5, { ...tested, settings: { ...settings, lines } })
    const ignoringPhone = ignoring.cloud.phoneOf(sim)
    const sender = stranger()
    const call = (await ignoringPhone?.call(sender)) ?? ''
    await until('the silence', () => ignoring.decisions(call).length > 0)
    const id = await ignoring.text(sender)
    await until('the reply', () => ignoring.repliesTo(sender).length > 0)
    await ignoring.stop()
    // On a busy machine, each event may be handled once more.
    expect(new Set(ignoring.decisions(call))).toEqual(new Set(['ignored-call']))
    expect(ignoring.decisions(id)[0]).toBe('reply')
    expect(new Set(ignoring.decisions(id).slice(1))).not.toContain('reply')
    expect(ignoring.count('TextsSilenced.ignored-call')).toBe(ignoring.decisions(call).length)
    expect(ignoring.repliesTo(sender)).toHaveLength(1)
  })

  test('while the webhook key is being changed, events signed with either key are accepted', async () => {
    const changing = await startNumber(5, tested)
    const { stack, outputs } = changing.cloud
    const { SimWebhookUrl: webhookUrl = '', SimSecretArn: secretArn = '' } = outputs
    const before = JSON.parse(stack.secretValue(secretArn))
    const after = { ...before, webhookKey: 'n'.repeat(64) }
    stack.replaceSecret(secretArn, JSON.stringify(after))
    const statusBy = async (signing_key: string) => {
      const token = await tokenFor({ url: webhookUrl, signing_key, user_id: userId }, Date.now())
      return postEvent(textEvent(stranger(), `signed-with-${signing_key.slice(0, 8)}`), webhookUrl, token)
    }
    expect(await statusBy(after.webhookKey)).toBe(204)
    expect(await statusBy('another key, as long as you like to make it')).toBe(401)
    // The stand-in for httpSMS still signs with the previous key.
    const id = await changing.text(stranger())
    await until('the decision', () => changing.decisions(id).length > 0)
    await changing.stop()
    expect(changing.decisions(id)).toEqual(['reply'])
  })
})
