import { describe, expect, test } from 'vitest'
import { bodyOfTexts, notificationBody, senderKeyOf } from '../../../lab/virtual/messages.ts'
import { createMemorySenderStore } from '../../../lab/virtual/stores.ts'
import { configOf } from '../../../settings/config.ts'
import { loadSender } from '../../../shared/load-sender.ts'
import type { OutboundText, SenderStore } from '../../../shared/ports.ts'
import type { CarrierName } from '../../../shared/rules/carriers.ts'
import type { Quota } from '../../../shared/rules/config.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, hour, minute, optOutMs, second } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, line as smsLine } from '../../../test/functions/virtual-number.ts'
import { createMergeNames } from '../names.ts'
import { change, published } from './events.ts'
import { line, whatsappOnly } from './example.ts'

describe('noting both names of a sender', () => {
  const now = Date.UTC(2026, 10, 24, 12)
  const [number, id] = ['+33612345678', 'FR.13491208655302741918']
  const config = configOf(whatsappOnly, ({ number = '' }) => number)

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
    /** A process that notes the names of a text at a time. */
    const process = (ofProcess: Partial<SenderStore> = {}) => {
      const mergeNames = createMergeNames((name) => `key of ${name}`)
      return (at = now) => {
        const its = { inboundId: 'text-1', sender: number, senderId: id, line }
        const text = { ...its, text: 'Salut', sentAt: at, publishedAt: at }
        return mergeNames(text, { senders: { ...senders, ...ofProcess }, config }, at)
      }
    }
    const recordOf = async (name: string) => (await store.load(`key of ${name}`, 'consistent')).record
    const put = (name: string, record: Partial<SenderRecord>) =>
      store.save(`key of ${name}`, { ...unknownSender, ...record }, 0, now + 30 * day)
    return { store, senders, calls, process, recordOf, put }
  }

  test('the first text with number and id makes an alias that lasts a day longer than the longest limit', async () => {
    const { process, recordOf } = start()
    await process()()
    const until = now + 31 * day
    expect((await recordOf(id)).alias).toEqual({ of: `key of ${number}`, until })
    expect(await recordOf(number)).toEqual({ ...unknownSender, names: { keys: [`key of ${id}`], until } })
  })

  test('noting takes three reads and two writes, again each day with texts, and three reads each minute', async () => {
    const { process, calls } = start()
    const mergeNames = process()
    for (let i = 0; i < 10; i++) await mergeNames(now + i * second)
    expect(calls).toEqual({ load: 3, save: 2 })
    await mergeNames(now + minute)
    expect(calls).toEqual({ load: 6, save: 2 })
    await mergeNames(now + day + minute)
    expect(calls).toEqual({ load: 10, save: 4 })
  })

  test('the record of the id is merged into the record of the number', async () => {
    const { process, recordOf, put } = start()
    const byId = new Map([['by id', { at: now - day, dueAt: now }]])
    const byNumber = new Map([['by number', { at: now - hour, dueAt: now }]])
    await put(id, {
      replies: byId,
      strikes: 2,
      struck: ['a', 'b'],
      blockedUntil: now + hour,
      blockedByHandUntil: now + hour,
      optedOutSince: now - 2 * day,
      optedOutUntil: now + day,
      turnedAwayAt: now - hour,
    })
    await put(number, {
      replies: byNumber,
      strikes: 1,
      struck: ['c'],
      optedOutSince: now - hour,
      optedOutUntil: now + optOutMs,
    })
    await process()()
    expect(await recordOf(number)).toMatchObject({
      replies: new Map([...byId, ...byNumber]),
      strikes: 2,
      struck: ['a', 'b', 'c'],
      blockedUntil: now + hour,
      blockedByHandUntil: now + hour,
      optedOutSince: now - 2 * day,
      optedOutUntil: now + optOutMs,
      turnedAwayAt: now - hour,
    })
    expect(await recordOf(id)).toEqual({ ...unknownSender, alias: expect.anything() })
  })

  test('a crash between the two writes leaves nothing that the next text would count twice', async () => {
    const { senders, process, recordOf, put } = start()
    const known = { replies: new Map([['by id', { at: now, dueAt: now }]]), strikes: 2, struck: ['a', 'b'] }
    await put(id, known)
    const dying: SenderStore['save'] = (key, ...rest) =>
      key === `key of ${id}` ? Promise.reject(new Error('died')) : senders.save(key, ...rest)
    await expect(process({ save: dying })()).rejects.toThrow('died')
    await process()()
    expect(await recordOf(number)).toMatchObject(known)
  })

  test('a record is found that has moved twice, as after a process that died while it moved one', async () => {
    const { store, put } = start()
    await put('first', { alias: { of: 'key of second', until: now + day } })
    await put('second', { alias: { of: 'key of third', until: now + day } })
    await put('third', { strikes: 3 })
    const { record } = await loadSender({ senders: store, now: () => now }, 'key of first', 'consistent')
    expect(record.strikes).toBe(3)
  })

  test('a concurrent write to the record of the id is merged, too', async () => {
    const { senders, process, recordOf, put, store } = start()
    await put(id, { strikes: 1 })
    let first = true
    const contended: SenderStore['save'] = async (key, ...rest) => {
      if (key === `key of ${id}` && first) {
        first = false
        const { version } = await store.load(key, 'consistent')
        await store.save(key, { ...unknownSender, optedOutUntil: now + day }, version, now + day)
      }
      return senders.save(key, ...rest)
    }
    await process({ save: contended })()
    expect(await recordOf(number)).toMatchObject({ strikes: 1, optedOutUntil: now + day })
  })
})

describe('a sender of two names', () => {
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
    stranger: { from: '33698765432' },
  }
  type Shown = keyof typeof shownAs
  /** Texts that show this and say this, `Salut` by default. */
  type Texts = readonly (readonly [Shown, words?: string])[]

  const [mexican, brazilian] = ['+525512345600', '+5511987654300']
  const smsLines = [smsLine, mexican, brazilian]

  /** A number with lines on WhatsApp and for SMS, and a person who has several names. */
  const start = (budget?: Quota) => {
    const lineOf = (number: string, carrier: CarrierName) =>
      ({ number, language: 'fr', budget: 'default', carrier }) as const
    const stage = createVirtualNumber({
      config: {
        ...(budget && { budgets: { default: budget } }),
        lines: [lineOf(line, 'whatsapp'), ...smsLines.map((number) => lineOf(number, 'aws'))],
        countries: ['FR', 'MX', 'BR'],
        replyDelayMs: { min: 0, max: 0 },
      },
    })
    let messages = 0
    const metadata = { display_phone_number: '33639980021', phone_number_id: '1' }
    const write = async (...texts: Texts): Promise<void> => {
      for (const [shown, words = 'Salut'] of texts) {
        const timestamp = String(Math.floor(stage.clock.now / 1000))
        const message = { id: `wamid.${messages++}`, ...shownAs[shown], timestamp, type: 'text', text: { body: words } }
        const event = published([change({ metadata, messages: [message] })])
        stage.inbound.put(notificationBody('arn:aws:sns:eu-west-3:123456789012:whatsapp', event, stage.clock.now))
        await stage.pass(10 * minute)
      }
    }
    return { ...stage, write, sent: () => stage.phones.length }
  }

  test.each<[string, Texts, Texts]>([
    ['with both names holds for the id', [['both', 'STOP']], [['id']]],
    ['with the id holds for the id', [['both'], ['id', 'STOP']], [['id']]],
    ['with the id holds for the number', [['both'], ['id', 'STOP']], [['number']]],
    ['with the number holds for the id', [['both'], ['number', 'STOP']], [['id']]],
    ['with the number, before both were shown, holds for the id', [['number', 'STOP'], ['both']], [['id']]],
    ['with the id, before both were shown, holds for the number', [['id', 'STOP'], ['both']], [['number']]],
    ['by one of two ids holds for the others', [['both'], ['other both'], ['id', 'STOP']], [['other id'], ['number']]],
    ['by the number holds for both ids', [['both'], ['other both'], ['number', 'STOP']], [['id'], ['other id']]],
    ['by an id with a new number holds for the old one', [['both'], ['renumbered', 'STOP']], [['number'], ['id']]],
    ['by an old number holds for the new', [['both'], ['number', 'STOP'], ['renumbered']], [['id'], ['new number']]],
    ['by a new number holds for the old one', [['both'], ['renumbered'], ['new number', 'STOP']], [['number']]],
  ])('a STOP %s, on day 41 and on day 364, or only then', async (_, before, later) => {
    for (const waits of [[41, 364 - 41], [364]]) {
      const stage = start()
      await stage.write(...before)
      const sent = stage.sent()
      for (const days of waits) {
        await stage.pass(days * day - hour)
        await stage.write(...later)
      }
      expect(stage.sent()).toBe(sent)
    }
  })

  test('a START ends a STOP by number, although the id has a record without a STOP', async () => {
    const stage = start()
    await stage.write(['id'], ['number', 'STOP'], ['both', 'START'])
    await stage.pass(day)
    await stage.write(['number'])
    expect(stage.sent()).toBe(2)
  })

  test('who was forgotten is known by both names again, once a text shows both', async () => {
    const stage = start()
    await stage.write(['both'])
    for (const key of [`+${number}`, id].map(senderKeyOf)) {
      const { version } = await stage.senders.load(key, 'consistent')
      await stage.senders.save(key, unknownSender, version, 0)
    }
    await stage.pass(hour)
    await stage.write(['both', 'STOP'])
    const sent = stage.sent()
    await stage.write(['id'])
    expect(stage.sent()).toBe(sent)
  })

  const one = { hour: 1, day: 1, month: 1 }

  /** Lets others text first, who take what room there is. */
  const takeRoom = async ({ text, pass }: ReturnType<typeof start>) => {
    for (let i = 0; i < 12; i++) text(`+33698765${300 + i}`, 'Salut', { to: smsLine })
    await pass(minute)
  }

  /** The texts of the person that were answered. */
  const answersOf = (phones: readonly OutboundText[]) =>
    phones.flatMap(({ inboundId, to }) => (to.startsWith('+336987653') ? [] : [inboundId]))

  test.each<[string, Texts]>([
    ['only an id, waits on when the next shows a number, too', [['id'], ['both']]],
    ['only an id, waits on when the number has a wait of its own', [['id'], ['number'], ['both']]],
    ['a number, waits on when the next shows an id, too', [['number'], ['both']]],
  ])('a text that waits for room, and shows %s', async (_, texts) => {
    const stage = start({ hour: 2, day: 48, month: 1440 })
    await takeRoom(stage)
    await stage.write(...texts)
    await stage.pass(5 * hour)
    expect(answersOf(stage.phones)).toEqual(['key of wamid.0'])
  })

  test('an ended wait by one name does not hide one by the other', async () => {
    const stage = start({ hour: 2, day: 48, month: 1440 })
    const at = stage.clock.now - 5 * hour
    const waiting = { inboundId: 'gone', sentAt: at, since: at, lot: 0, asksAgain: false }
    await stage.senders.save(senderKeyOf(`+${number}`), { ...unknownSender, waiting }, 0, at + day)
    await takeRoom(stage)
    await stage.write(['id'], ['both'])
    await stage.pass(5 * hour)
    expect(answersOf(stage.phones)).toEqual(['key of wamid.0'])
  })

  test('a STOP by number counts for the id, even if the text that showed both found no room', async () => {
    const stage = start(one)
    await stage.write(['stranger'], ['both'], ['number', 'STOP'])
    await stage.pass(41 * day)
    await stage.write(['id'])
    expect(stage.phones.map(({ to }) => to)).toEqual(['+33698765432'])
  })

  test('a STOP by SMS counts for the id, also if the text that showed both was silenced from memory', async () => {
    const stage = start(one)
    const text = (from: string, words: string) => stage.text(`+${from}`, words, { to: smsLine })
    text('33698765432', 'Salut')
    text(number, 'Salut')
    await stage.pass(minute)
    await stage.write(['both'])
    text(number, 'STOP')
    await stage.pass(40 * day)
    await stage.write(['id'])
    expect(stage.phones.map(({ to }) => to)).toEqual(['+33698765432'])
  })

  test('two aliases that lead to each other cost a few requests, and a text heals them', async () => {
    const stage = start()
    const [one = '', other = ''] = [`+${number}`, id].map(senderKeyOf)
    const until = stage.clock.now + day
    for (const [key, of] of [
      [one, other],
      [other, one],
    ] as const)
      await stage.senders.save(key, { ...unknownSender, alias: { of, until } }, 0, until)
    stage.requests.length = 0
    await stage.write(['id'])
    expect(stage.requests.length).toBeLessThan(20)
    expect(stage.sent()).toBe(1)
  })

  test('who shows only the id is known as long as a limit needs it, however long ago both were shown', async () => {
    const stage = start()
    await stage.write(['both'])
    for (let i = 0; i < 4; i++) {
      await stage.pass(29 * day)
      await stage.write(['id'])
    }
    const sent = stage.sent()
    await stage.pass(10 * hour)
    await stage.write(['number'], ['id'])
    expect(stage.sent()).toBe(sent)
  })

  test('is left alone for a year after the last STOP, whichever name that shows, and no longer', async () => {
    const stage = start()
    await stage.write(['both', 'STOP'], ['other both', 'STOP'])
    await stage.pass(200 * day)
    await stage.write(['other id', 'Stop !'])
    for (const days of [1, 41, 200, 122]) {
      await stage.pass(days * day)
      await stage.write(['number'], ['id'], ['other id'])
    }
    expect(stage.sent()).toBe(0)
    await stage.pass(3 * day)
    await stage.write(['id'])
    expect(stage.sent()).toBe(1)
  })

  test.each([
    ['a Mexican', '+5215512345678', '+525512345678', mexican],
    ['a Brazilian', '+553187654321', '+5531987654321', brazilian],
  ])('%s with an old number on WhatsApp is answered there, the same sender by SMS', async (_, old, current, to) => {
    const { inbound, clock, pass, text, phones, count } = start()
    const texts = [{ id: 'wamid.1', from: old, words: 'Hola', sentAt: clock.now }]
    inbound.put(bodyOfTexts('whatsapp', line, texts, clock.now))
    await pass(hour)
    text(current, 'Hola', { to })
    await pass(hour)
    expect(phones.map(({ to, from }) => [to, from])).toEqual([[old, line]])
    expect(count('TextsSilenced.answered-recently')).toBe(1)
  })
})
