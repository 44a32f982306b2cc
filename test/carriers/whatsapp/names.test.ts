import { describe, expect, test } from 'vitest'
import { createNoteNames } from '../../../carriers/whatsapp/names.ts'

import { bodyOfTexts, notificationBody, senderKeyOf } from '../../../lab/virtual/messages.ts'
import { createMemorySenderStore } from '../../../lab/virtual/stores.ts'
import type { SenderStore } from '../../../shared/ports.ts'
import type { Budget, Config } from '../../../shared/rules/config.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, hour, minute, optOutMs } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, line as smsLine, type VirtualNumber } from '../../functions/virtual-number.ts'
import { change, published } from './events.ts'

describe('noting both names of a sender', () => {
  const now = Date.UTC(2026, 10, 24, 12)
  const [number, id] = ['+33612345678', 'FR.13491208655302741918']

  const config: Config = {
    lines: [],
    countries: ['FR'],
    replyDelayMs: { min: 0, max: 0 },
    limits: [{ replies: 3, perMs: 30 * day }],
    block: { after: 20, forMs: 7 * day },
    budgets: {},
    maxPricePerReplyUsd: 0,
    texts: {},
  }

  const text = (words = 'Salut') => ({
    inboundId: 'text-1',
    sender: number,
    senderId: id,
    line: 'whatsapp:+33639980021',
    text: words,
    sentAt: now,
    publishedAt: now,
  })

  /** A store that counts requests, and execution environments that note names in it. */
  const start = () => {
    const store = createMemorySenderStore()
    const calls = { load: 0, save: 0 }
    const senders: SenderStore = {
      load: (...args) => {
        calls.load++
        return store.load(...args)
      },
      save: (...args) => {
        calls.save++
        return store.save(...args)
      },
    }
    const process = () => createNoteNames((name) => `key of ${name}`)
    const recordOf = async (name: string) => (await store.load(`key of ${name}`, 'consistent')).record
    const put = (name: string, record: SenderRecord) => store.save(`key of ${name}`, record, 0, now + 30 * day)
    return { store, senders, calls, process, recordOf, put }
  }

  test('the first text with a number and an id makes an alias that lasts a day longer than the longest limit', async () => {
    const { senders, process, recordOf } = start()
    expect(await process()(text(), { senders, config }, now)).toBe(true)
    const until = now + 31 * day
    expect((await recordOf(id)).alias).toEqual({ of: `key of ${number}`, until })
    expect(await recordOf(number)).toEqual({ ...unknownSender, names: { keys: [`key of ${id}`], until } })
  })

  test('noting takes three reads and two writes, nothing while it is cached, and about as much again for each day with texts', async () => {
    const { senders, process, calls } = start()
    const noteNames = process()
    for (let i = 0; i < 10; i++) await noteNames(text(), { senders, config }, now + i * hour)
    expect(calls).toEqual({ load: 3, save: 2 })
    await process()(text(), { senders, config }, now + 20 * hour)
    expect(calls).toEqual({ load: 6, save: 2 })
    await noteNames(text(), { senders, config }, now + day + minute)
    expect(calls).toEqual({ load: 10, save: 4 })
  })

  test('the record of the id is merged into the record of the number', async () => {
    const { senders, process, recordOf, put } = start()
    await put(id, {
      ...unknownSender,
      replies: new Map([['by id', { at: now - day, dueAt: now }]]),
      strikes: 2,
      struck: ['a', 'b'],
      blockedUntil: now + hour,
      blockedByHandUntil: now + hour,
      optedOutSince: now - 2 * day,
      optedOutUntil: now + day,
    })
    await put(number, {
      ...unknownSender,
      replies: new Map([['by number', { at: now - hour, dueAt: now }]]),
      strikes: 1,
      struck: ['c'],
      optedOutSince: now - hour,
      optedOutUntil: now + optOutMs,
    })
    await process()(text(), { senders, config }, now)
    expect(await recordOf(number)).toMatchObject({
      replies: new Map([
        ['by id', { at: now - day, dueAt: now }],
        ['by number', { at: now - hour, dueAt: now }],
      ]),
      strikes: 2,
      struck: ['a', 'b', 'c'],
      blockedUntil: now + hour,
      blockedByHandUntil: now + hour,
      optedOutSince: now - 2 * day,
      optedOutUntil: now + optOutMs,
    })
    expect(await recordOf(id)).toEqual({ ...unknownSender, alias: expect.anything() })
  })

  test('a crash between the two writes leaves nothing that the next text would count twice', async () => {
    const { senders, process, recordOf, put } = start()
    await put(id, {
      ...unknownSender,
      replies: new Map([['by id', { at: now, dueAt: now }]]),
      strikes: 2,
      struck: ['a', 'b'],
    })
    const dying: SenderStore = {
      ...senders,
      save: (key, ...rest) => (key === `key of ${id}` ? Promise.reject(new Error('died')) : senders.save(key, ...rest)),
    }
    await expect(process()(text(), { senders: dying, config }, now)).rejects.toThrow('died')
    await process()(text(), { senders, config }, now)
    expect(await recordOf(number)).toMatchObject({
      replies: new Map([['by id', { at: now, dueAt: now }]]),
      strikes: 2,
      struck: ['a', 'b'],
    })
  })

  test('a concurrent write to the record of the id is merged, too', async () => {
    const { senders, process, recordOf, put, store } = start()
    await put(id, { ...unknownSender, strikes: 1 })
    let first = true
    const contended: SenderStore = {
      ...senders,
      save: async (key, ...rest) => {
        if (key === `key of ${id}` && first) {
          first = false
          const { version } = await store.load(key, 'consistent')
          await store.save(key, { ...unknownSender, optedOutUntil: now + day }, version, now + day)
        }
        return senders.save(key, ...rest)
      },
    }
    await process()(text(), { senders: contended, config }, now)
    expect(await recordOf(number)).toMatchObject({ strikes: 1, optedOutUntil: now + day })
  })

  test('an id that comes with another number brings its record along, to which the old number leads too', async () => {
    const { senders, process, recordOf, put } = start()
    await put(number, { ...unknownSender, blockedUntil: now + day })
    const noteNames = process()
    await noteNames(text(), { senders, config }, now)
    await noteNames({ ...text(), sender: '+33687654321' }, { senders, config }, now + minute)
    for (const name of [id, number]) expect((await recordOf(name)).alias?.of).toBe('key of +33687654321')
    expect((await recordOf('+33687654321')).blockedUntil).toBe(now + day)
  })
})

describe('a sender of two names', () => {
  const line = 'whatsapp:+33639980021'
  const topicArn = 'arn:aws:sns:eu-west-3:123456789012:whatsapp'
  const [number, id] = ['33612345678', 'FR.13491208655302741918']
  const [newNumber, otherId] = ['33687654321', 'FR.27182818284590452353']

  /** What a text shows: the phone number `from`, the user id `from_user_id`, or both. */
  const shownAs = {
    both: { from: number, from_user_id: id },
    number: { from: number },
    id: { from_user_id: id },
    'other both': { from: number, from_user_id: otherId },
    'other id': { from_user_id: otherId },
    renumbered: { from: newNumber, from_user_id: id },
    'new number': { from: newNumber },
  }
  type Shown = keyof typeof shownAs

  /** A number with lines on WhatsApp and for SMS, and a person who has several names. */
  const start = (budget?: Budget) => {
    const stage = createVirtualNumber({
      config: {
        ...(budget && { budgets: { default: budget } }),
        lines: [
          { number: line, language: 'fr', budget: 'default', carrier: 'whatsapp' },
          { number: smsLine, language: 'fr', budget: 'default', carrier: 'aws' },
        ],
        replyDelayMs: { min: 0, max: 0 },
      },
    })
    let messages = 0
    const write = async (shown: Shown, body = 'Salut'): Promise<void> => {
      const message = {
        id: `wamid.${messages++}`,
        ...shownAs[shown],
        timestamp: String(Math.floor(stage.clock.now / 1000)),
        type: 'text',
        text: { body },
      }
      const metadata = { display_phone_number: '33639980021', phone_number_id: '1' }
      stage.inbound.put(
        notificationBody(topicArn, published([change({ metadata, messages: [message] })]), stage.clock.now),
      )
      await stage.pass(10 * minute)
    }
    return { ...stage, write, sent: () => stage.phones.length }
  }

  describe.each([41, 364])('%i days after a STOP on WhatsApp', (days) => {
    test.each<[string, readonly (readonly [Shown, string?])[], Shown]>([
      ['with both names, the person shows the id only', [['both', 'STOP']], 'id'],
      ['with the id only, the person shows the id only', [['both'], ['id', 'STOP']], 'id'],
      ['with the id only, the person shows the number only', [['both'], ['id', 'STOP']], 'number'],
      ['with the number only, the person shows the id only', [['both'], ['number', 'STOP']], 'id'],
      [
        'with the number only, before both names were shown, the person shows the id only',
        [['number', 'STOP'], ['both']],
        'id',
      ],
    ])('%s, and gets silence', async (_, before, later) => {
      const stage = start()
      for (const [shown, words] of before) await stage.write(shown, words)
      const sent = stage.sent()
      await stage.pass(days * day - hour)
      await stage.write(later)
      expect(stage.sent()).toBe(sent)
    })
  })

  test('a STOP by the number counts for the id, also if the text that showed both was turned away for lack of room', async () => {
    const stage = start({ hour: 1, day: 1, month: 1 })
    stage.inbound.put(
      bodyOfTexts(
        'whatsapp',
        line,
        [{ id: 'wamid.first', from: '+33698765432', words: 'Salut', sentAt: stage.clock.now }],
        stage.clock.now,
      ),
    )
    await stage.pass(minute)
    await stage.write('both')
    await stage.write('number', 'STOP')
    await stage.pass(41 * day)
    await stage.write('id')
    expect(stage.phones.map(({ to }) => to)).toEqual(['+33698765432'])
  })

  test('a STOP by SMS counts for the id, also if the text that showed both was silenced from memory', async () => {
    const stage = start({ hour: 1, day: 1, month: 1 })
    stage.text('+33698765432', 'Salut', { to: smsLine })
    stage.text(`+${number}`, 'Salut', { to: smsLine })
    await stage.pass(minute)
    await stage.write('both')
    stage.text(`+${number}`, 'STOP', { to: smsLine })
    await stage.pass(40 * day)
    await stage.write('id')
    expect(stage.phones.map(({ to }) => to)).toEqual(['+33698765432'])
  })

  test.each<[string, readonly (readonly [Shown, string?])[], readonly Shown[]]>([
    [
      'by one of two ids holds for the other and the number',
      [['both'], ['other both'], ['id', 'STOP']],
      ['other id', 'number'],
    ],
    ['by the number holds for both ids', [['both'], ['other both'], ['number', 'STOP']], ['id', 'other id']],
    ['by an id with a new number holds for the old one', [['both'], ['renumbered', 'STOP']], ['number', 'id']],
    ['by an old number holds for the new one', [['both'], ['number', 'STOP'], ['renumbered']], ['id', 'new number']],
    ['by a new number holds for the old one', [['both'], ['renumbered'], ['new number', 'STOP']], ['number']],
  ])('a STOP %s, on day 42 and on day 364', async (_, before, later) => {
    const stage = start()
    for (const [shown, words] of before) await stage.write(shown, words)
    const sent = stage.sent()
    for (const days of [42, 364 - 42]) {
      await stage.pass(days * day - hour)
      for (const shown of later) await stage.write(shown)
    }
    expect(stage.sent()).toBe(sent)
  })

  test('two aliases that lead to each other cost a few requests, and a text heals them', async () => {
    const stage = start()
    const [one, other] = [`+${number}`, id].map(senderKeyOf) as [string, string]
    for (const [key, of] of [
      [one, other],
      [other, one],
    ] as const)
      await stage.senders.save(
        key,
        { ...unknownSender, alias: { of, until: stage.clock.now + day } },
        0,
        stage.clock.now + day,
      )
    stage.requests.length = 0
    await stage.write('id')
    expect(stage.requests.length).toBeLessThan(20)
    expect(stage.sent()).toBe(1)
  })

  test('who shows the id only is known as long as a limit needs it, though both names were shown long ago', async () => {
    const stage = start()
    await stage.write('both')
    for (let i = 0; i < 4; i++) {
      await stage.pass(29 * day)
      await stage.write('id')
    }
    const sent = stage.sent()
    await stage.pass(10 * hour)
    await stage.write('number')
    await stage.write('id')
    expect(stage.sent()).toBe(sent)
  })
})

describe('a number that was renumbered', () => {
  const whatsappLine = 'whatsapp:+33639980014'

  const startNumber = () =>
    createVirtualNumber({
      config: {
        lines: [
          { number: whatsappLine, language: 'fr', budget: 'default', carrier: 'whatsapp' },
          { number: smsLine, language: 'fr', budget: 'default', carrier: 'aws' },
        ],
        countries: ['MX', 'BR'],
      },
    })

  /** Sends a message from somebody whom WhatsApp knows by this number. */
  const message = ({ inbound, clock }: VirtualNumber, from: string, words = 'Hola') =>
    inbound.put(
      bodyOfTexts('whatsapp', whatsappLine, [{ id: `${from} ${words}`, from, words, sentAt: clock.now }], clock.now),
    )

  test.each([
    ['a Mexican', '+5215512345678', '+525512345678'],
    ['a Brazilian', '+553187654321', '+5531987654321'],
  ])(
    '%s whom WhatsApp knows by an old number is answered there, and is the same sender by SMS',
    async (_, old, current) => {
      const number = startNumber()
      message(number, old)
      await number.pass(2 * hour)
      number.text(current)
      await number.pass(2 * hour)
      expect(number.phones.map(({ to, from }) => [to, from])).toEqual([[old, whatsappLine]])
      expect(number.count('TextsSilenced.answered-recently')).toBe(1)
    },
  )
})
