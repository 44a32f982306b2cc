import { expect, test } from 'vitest'

import { createNoteNames } from '../../../carriers/whatsapp/names.ts'
import { createMemorySenderStore } from '../../../lab/virtual/stores.ts'
import type { SenderStore } from '../../../shared/ports.ts'
import type { Config } from '../../../shared/rules/config.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, hour, minute, optOutMs } from '../../../shared/rules/timing.ts'

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

test('the first text with a number and an id writes an alias that lasts a day longer than the longest limit', async () => {
  const { senders, process, recordOf } = start()
  await process()(text(), { senders, config }, now)
  expect((await recordOf(id)).alias).toEqual({ of: `key of ${number}`, until: now + 31 * day })
  expect(await recordOf(number)).toEqual(unknownSender)
})

test('a STOP extends the alias beyond the end of the opt-out, and no later text shortens it', async () => {
  const { senders, process, recordOf } = start()
  await process()(text('STOP'), { senders, config }, now)
  await process()(text(), { senders, config }, now + day)
  expect((await recordOf(id)).alias?.until).toBe(now + optOutMs + day)
})

test('noting takes two reads at once and a write, nothing while it is cached, and another write for each day with texts', async () => {
  const { senders, process, calls } = start()
  const noteNames = process()
  for (let i = 0; i < 10; i++) await noteNames(text(), { senders, config }, now + i * hour)
  expect(calls).toEqual({ load: 2, save: 1 })
  await process()(text(), { senders, config }, now + 20 * hour)
  expect(calls).toEqual({ load: 4, save: 1 })
  await noteNames(text(), { senders, config }, now + day + minute)
  expect(calls).toEqual({ load: 6, save: 2 })
})

test('the record of the id is merged into the record of the number', async () => {
  const { senders, process, recordOf, put } = start()
  await put(id, {
    ...unknownSender,
    replies: new Map([['by id', now - day]]),
    bookedFor: new Map([['by id', { dueAt: now, mac: 'ours' }]]),
    strikes: 2,
    struck: ['a', 'b'],
    blockedUntil: now + hour,
    optedOutSince: now - 2 * day,
    optedOutUntil: now + day,
  })
  await put(number, {
    ...unknownSender,
    replies: new Map([['by number', now - hour]]),
    strikes: 1,
    struck: ['c'],
    optedOutSince: now - hour,
    optedOutUntil: now + optOutMs,
  })
  await process()(text(), { senders, config }, now)
  expect(await recordOf(number)).toMatchObject({
    replies: new Map([
      ['by id', now - day],
      ['by number', now - hour],
    ]),
    bookedFor: new Map([['by id', { dueAt: now, mac: 'ours' }]]),
    strikes: 2,
    struck: ['a', 'b', 'c'],
    blockedUntil: now + hour,
    optedOutSince: now - 2 * day,
    optedOutUntil: now + optOutMs,
  })
  expect(await recordOf(id)).toEqual({ ...unknownSender, alias: expect.anything() })
})

test('a crash between the two writes leaves nothing that the next text would count twice', async () => {
  const { senders, process, recordOf, put } = start()
  await put(id, { ...unknownSender, replies: new Map([['by id', now]]), strikes: 2, struck: ['a', 'b'] })
  const dying: SenderStore = {
    ...senders,
    save: (key, ...rest) => (key === `key of ${id}` ? Promise.reject(new Error('died')) : senders.save(key, ...rest)),
  }
  await expect(process()(text(), { senders: dying, config }, now)).rejects.toThrow('died')
  await process()(text(), { senders, config }, now)
  expect(await recordOf(number)).toMatchObject({ replies: new Map([['by id', now]]), strikes: 2, struck: ['a', 'b'] })
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

test('an id that comes with another number belongs to that number from then on', async () => {
  const { senders, process, recordOf } = start()
  const noteNames = process()
  await noteNames(text(), { senders, config }, now)
  await noteNames({ ...text(), sender: '+33687654321' }, { senders, config }, now + minute)
  expect((await recordOf(id)).alias?.of).toBe('key of +33687654321')
})
