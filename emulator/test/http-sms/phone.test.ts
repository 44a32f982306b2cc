import { describe, expect, it } from 'vitest'
import { createPhone } from '../../services/http-sms/phone.ts'
import type { Message } from '../../services/http-sms/send-queue.ts'
import { minute, second } from '../../services/http-sms/webhook.ts'

const line = '+33639980012'
const sender = '+33612345678'
const start = Date.parse('2026-11-24T20:00:00Z')

type Told = { readonly type: string; readonly data: { readonly [field: string]: unknown } }

/** A phone with a clock of its own, and the events and deliveries of it, with the seconds since the start. */
const setUp = () => {
  let now = start
  let due: { readonly at: number; readonly work: () => void }[] = []
  const told: Told[] = []
  const delivered: (readonly [to: string, atSecond: number])[] = []
  const phone = createPhone(line, 'me', {
    tell: async (type, _, data) => {
      told.push({ type, data: { ...data } })
    },
    deliver: ({ to }) => delivered.push([to, (now - start) / second]),
    now: () => now,
    later: (delayMs, work) => due.push({ at: now + delayMs, work }),
  })
  const pass = async (ms: number): Promise<void> => {
    const end = now + ms
    for (;;) {
      const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      due = due.filter((one) => one !== next)
      now = Math.max(now, next.at)
      next.work()
      // Events are posted one after the other, each in a later microtask.
      for (let i = 0; i < 9; i++) await Promise.resolve()
    }
    now = end
  }
  const send = (to = sender, maxAttempts = 1): Message => {
    const message = { id: `to-${to}`, requestId: 'inbound-1', to, text: 'Bonjour', takenAt: now, maxAttempts }
    phone.send(message)
    return message
  }
  const types = () => told.map(({ type }) => type)
  return { phone, pass, send, told, types, delivered }
}

const common = {
  user_id: 'me',
  owner: line,
  contact: sender,
  encrypted: false,
  content: 'Bonjour',
  sim: 'SIM1',
}

describe('A phone with a message to send', () => {
  it('sends at once, and reports that it was sent and delivered', async () => {
    const { send, pass, told, delivered } = setUp()
    send()
    await pass(0)
    expect(delivered).toStrictEqual([[sender, 0]])
    const data = { ...common, id: `to-${sender}`, request_id: 'inbound-1', timestamp: '2026-11-24T20:00:00.000Z' }
    expect(told).toStrictEqual([
      { type: 'message.phone.sent', data },
      { type: 'message.phone.delivered', data },
    ])
  })

  it('limits its rate to ten a minute by default, in whole seconds', async () => {
    const { phone, send, pass, delivered } = setUp()
    for (const to of ['a', 'b', 'c']) send(to)
    await pass(minute)
    expect(delivered).toStrictEqual([
      ['a', 0],
      ['b', 6],
      ['c', 12],
    ])
    phone.change({ ...phone.settings(), messages_per_minute: 40 })
    for (const to of ['d', 'e']) send(to)
    await pass(minute)
    expect(delivered.slice(3)).toStrictEqual([
      ['d', 60],
      ['e', 61],
    ])
  })

  it('sends a waiting message if it comes back in time', async () => {
    const { phone, send, pass, types, delivered } = setUp()
    await phone.switchOff()
    send()
    await pass(9 * minute)
    expect(delivered).toHaveLength(0)
    await phone.switchOn()
    await pass(60 * minute)
    expect(delivered).toStrictEqual([[sender, 540]])
    expect(types()).toStrictEqual([
      'phone.heartbeat.offline',
      'phone.heartbeat.online',
      'message.phone.sent',
      'message.phone.delivered',
    ])
  })

  it('never sends an expired message', async () => {
    const { phone, send, pass, told, delivered } = setUp()
    await phone.switchOff()
    send()
    await pass(10 * minute)
    const expired = { message_id: `to-${sender}`, send_attempt_count: 1, is_final: true, request_id: 'inbound-1' }
    expect(told.at(-1)).toStrictEqual({
      type: 'message.send.expired',
      data: { ...common, ...expired, timestamp: '2026-11-24T20:10:00.000Z' },
    })
    await phone.switchOn()
    await pass(60 * minute)
    expect(delivered).toHaveLength(0)
  })

  it('fails without a Firebase token', async () => {
    const { phone, send, pass, told, delivered } = setUp()
    phone.change({ sim: 'SIM1', max_send_attempts: 1, message_expiration_seconds: 600 })
    send()
    await pass(minute)
    expect(told).toMatchObject([{ type: 'message.send.failed', data: { ...common, request_id: 'inbound-1' } }])
    expect(delivered).toHaveLength(0)
  })
})

describe('A phone that receives a text or a call', () => {
  it('reports it later, with the time of receipt, if it is off', async () => {
    const { phone, pass, told, types } = setUp()
    await phone.switchOff()
    await phone.text(sender, 'Salut')
    await pass(5 * minute)
    await phone.switchOn()
    expect(types()).toStrictEqual(['phone.heartbeat.offline', 'phone.heartbeat.online', 'message.phone.received'])
    expect(told.at(-1)?.data['timestamp']).toBe('2026-11-24T20:00:00.000Z')
  })
})

describe('The heartbeat of a phone', () => {
  it('is recent while it is on, and more than an hour old once httpSMS reports it offline', async () => {
    const { phone, pass, told } = setUp()
    await pass(minute)
    expect(phone.lastHeartbeatAt()).toBe(start + minute)
    await phone.switchOff()
    expect(phone.lastHeartbeatAt()).toBe(start - 64 * minute)
    expect(told).toStrictEqual([
      {
        type: 'phone.heartbeat.offline',
        data: {
          phone_id: phone.settings().id,
          user_id: 'me',
          last_heartbeat_timestamp: '2026-11-24T18:56:00.000Z',
          timestamp: '2026-11-24T20:01:00.000Z',
          monitor_id: expect.any(String),
          owner: line,
        },
      },
    ])
  })
})
