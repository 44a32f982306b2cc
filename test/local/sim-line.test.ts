import { afterAll, describe, expect, test } from 'vitest'

import { newAccount } from '../../local/control-plane/account.ts'
import type { Call } from '../../local/endpoint/call.ts'
import type { Effect } from '../../local/endpoint/faults.ts'
import { createEvent } from '../../local/http-sms/event.ts'
import { postEvent } from '../../local/http-sms/post.ts'
import { tokenFor } from '../../local/http-sms/token.ts'
import { readSettings } from '../../settings/read.ts'
import { startNumber, until } from '../e2e/running-number.ts'
import { tellsOf } from '../e2e/telling.ts'

const [line, awsLine] = ['+33639980012', '+32460000000']
const stage = readSettings('local-sim')
/** With turns so short that no reply waits for its own, and room for all. */
const settings = {
  ...stage,
  budgets: { ...stage.budgets, 'sim-1': { hour: 100, day: 500, month: 5000, gapMs: 10 } },
}
const number = await startNumber(4, newAccount, 'local-sim', settings)
afterAll(number.stop)
const { cloud } = number
const webhookFunction = cloud.outputs['SimWebhookFunctionName'] ?? ''

let senders = 0
/** Somebody nobody has heard of, of another block of numbers than the others. */
const stranger = (): string => `+336${String(3200 + senders++).padStart(4, '0')}4321`

const text = (from: string, id?: string) =>
  cloud.receiveText({ from, to: line, text: 'On se voit ?', ...(id && { id }) })

const settled = async (id: string): Promise<readonly string[]> => {
  await until(`an outcome for ${id}`, () => number.outcomes(id).length > 0, 25_000)
  return number.outcomes(id)
}

const counted = (metric: string, times: number) =>
  until(`${metric} ${times} times`, () => number.count(metric) === times, 25_000)

describe.concurrent('all at once', () => {
  test('a text and a call are answered by the phone, each sender once', async () => {
    const [texter, caller] = [stranger(), stranger()]
    const [first, call] = await Promise.all([text(texter), cloud.receiveCall({ from: caller, to: line })])
    expect(await settled(first)).toEqual(['sent'])
    expect(await settled(call)).toEqual(['sent'])
    const again = await cloud.receiveCall({ from: texter, to: line })
    await until('silence', () => number.decisions(again).includes('answered-recently'))
    for (const sender of [texter, caller]) {
      await until('the reply', () => number.repliesTo(sender).length > 0)
      expect(number.repliesTo(sender)).toMatchObject([{ from: line, text: expect.stringContaining('harceliez') }])
    }
    expect(cloud.texts.entries()).toContainEqual(expect.objectContaining({ id: call, direction: 'inbound', text: '' }))
  })

  test('a text to the other line is answered through AWS', async () => {
    const sender = stranger()
    const id = await cloud.receiveText({ from: sender, to: awsLine, text: 'Salut' })
    expect(await settled(id)).toEqual(['sent'])
    expect(cloud.handedOver.entries()).toMatchObject([{ originationNumber: awsLine, to: sender }])
  })

  const fault = (service: 'sns' | 'http-sms', action: string, when: (call: Call) => boolean, effect: Effect) =>
    cloud.faults.add({ service, action, when, effect, times: 1 })

  test.each<[string, Effect, string, number]>([
    ['throttles is asked again', { error: 'Throttled', status: 429 }, 'sent', 1],
    ['breaks down is asked once', 'fail', 'uncertain', 0],
    ['takes the reply but says nothing is asked once', 'lose-answer', 'uncertain', 1],
  ])('an httpSMS that %s', async (_, effect, outcome, replies) => {
    const sender = stranger()
    fault('http-sms', 'SendMessage', ({ parameters }) => parameters['to'] === sender, effect)
    expect(await settled(await text(sender))).toEqual([outcome])
    expect(number.repliesTo(sender)).toHaveLength(replies)
  })

  test.each<Effect & string>(['kill-before', 'kill-after', 'lose-answer'])(
    'a webhook that meets %s as it publishes is told once more, and the text is answered once',
    async (effect) => {
      const sender = stranger()
      const id = `told-twice-${effect}`
      fault('sns', 'Publish', ({ caller, body }) => isBy(caller, webhookFunction) && body.includes(id), effect)
      await text(sender, id)
      expect(await settled(id)).toEqual(['sent'])
      await until('the reply', () => number.repliesTo(sender).length > 0)
      expect(number.repliesTo(sender)).toHaveLength(1)
    },
  )

  test('a stranger who posts to the webhook is refused', async () => {
    const url = cloud.outputs['SimWebhookUrl'] ?? ''
    const data = {
      message_id: 'forged',
      owner: line,
      contact: stranger(),
      content: 'x',
      timestamp: new Date().toJSON(),
    }
    const event = createEvent('message.phone.received', '/v1/messages/receive', data, Date.now())
    const forged = await tokenFor({ url, signing_key: 'forged', user_id: 'local' }, Date.now())
    expect(await postEvent(event, url)).toBe(401)
    expect(await postEvent(event, url, forged)).toBe(401)
    await counted('WebhookRefused', 2)
    expect(number.decisions('forged')).toEqual([])
  })
})

const isBy = (caller: Call['caller'], functionName: string): boolean =>
  caller.kind === 'function' && caller.functionName === functionName

test('a reply waits for a phone that is away, and is sent once when it is back', async () => {
  const sender = stranger()
  const phone = cloud.simPhone(line)
  await cloud.pause(number.sendReply)
  await phone?.switchOff()
  await counted('PhoneOffline', 1)
  const untold = await text(sender)
  expect(number.decisions(untold)).toEqual([])
  await phone?.switchOn()
  await until('the decision', () => number.decisions(untold).length > 0)
  await phone?.switchOff()
  cloud.resume(number.sendReply)
  await until('a look at the phone', () => number.count('PhoneOffline') > 2, 25_000)
  expect(number.repliesTo(sender)).toEqual([])
  await phone?.switchOn()
  expect(await settled(untold)).toEqual(['sent'])
  await until('the reply', () => number.repliesTo(sender).length > 0)
  expect(number.repliesTo(sender)).toHaveLength(1)
})

test('what the phone sent is counted as sent by a SIM, and as delivered when the phone says so', async () => {
  const sent = cloud.texts.entries().filter(({ direction, from }) => direction === 'reply' && from === line).length
  await until('all reports', () => number.count('RepliesDelivered') === sent)
  expect(number.count('PartsHandedOver.sim')).toBe(number.count('PartsHandedOver') - 1)
  expect(cloud.handedOver.entries()).toHaveLength(1)
})

test('no log line and no metric holds a phone number or a text', () => {
  const told = cloud.logs.entries().map(({ line }) => line)
  for (const { from, to, text } of cloud.texts.entries().filter((seen) => seen.text !== ''))
    expect(told.filter((entry) => tellsOf(entry, [from, to], text))).toEqual([])
})
