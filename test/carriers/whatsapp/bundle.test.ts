import { afterAll, expect, test } from 'vitest'

import { hour, minute } from '../../../shared/rules/timing.ts'
import { change, published } from './events.ts'
import { recordOf, startReceiveSms } from './running-bundle.ts'

const receiveSms = await startReceiveSms()
afterAll(receiveSms.stop)

const now = Date.now()

let people = 0

/** A message of a new sender, except for the given content. */
const message = (content: object, at = now) => {
  const n = String(10_000_000 + people++)
  return {
    from: `336${n}`,
    from_user_id: `FR.${n}7302741918`,
    id: `wamid.${n}`,
    timestamp: String(Math.floor(at / 1000)),
    ...content,
  }
}

const event = (...messages: readonly object[]) => published([change({ messages })])
const words = (body: string) => ({ type: 'text', text: { body } })
const media = { id: '1', mime_type: 'image/jpeg', sha256: 'a' }
const hello = words('Salut')
const without = (field: string) => ({ ...message(hello), [field]: undefined })

/** Events of Meta, and the decisions about the texts in each. */
const events: readonly (readonly [what: string, event: string, verdicts: readonly string[]])[] = [
  ['a text', event(message(hello)), ['reply']],
  ['a call', published([change({ calls: [message({ event: 'connect' })] }, 'calls')]), ['reply']],
  ['STOP below a photo', event(message({ type: 'image', image: { ...media, caption: 'stop' } })), ['opted-out']],
  ['a reaction', event(message({ type: 'reaction', reaction: { emoji: '😡' } })), []],
  ['a sender without an id', event(without('from_user_id')), ['reply']],
  ['a sender without a number', event(without('from')), ['reply']],
  ['a sender without either', event({ ...message(hello), from: undefined, from_user_id: undefined }), ['malformed']],
  ['an id of another country', event({ ...without('from'), from_user_id: 'US.ENT.5050Abc' }), ['reply']],
  ['a country that is not in settings', event({ ...without('from'), from_user_id: 'DE.4711' }), ['country']],
  ['two messages of two senders', event(message(hello), message(hello)), ['reply', 'reply']],
  [
    'two messages of one sender, and a malformed one',
    event({ ...message(hello), from: '33611111111' }, { ...message(hello), from: '33611111111' }, { type: 'text' }),
    ['answered-recently', 'malformed', 'reply'],
  ],
  ['a message that is too late to be answered in time', event(message(hello, now - 21 * hour)), ['stale']],
  ['a message that is late, but can be answered in time', event(message(hello, now - 20 * hour)), ['reply']],
  [
    'a message to another number',
    published([
      { field: 'messages', value: { metadata: { display_phone_number: '49151' }, messages: [message(hello)] } },
    ]),
    ['unknown-line'],
  ],
  ['a huge event', event(message({ ...hello, padding: 'x'.repeat(200_000) })), ['reply']],
  ['invalid JSON', 'hello', ['malformed']],
]

test.each(events)('%s is decided', async (_, told, verdicts) => {
  const before = receiveSms.verdicts().length
  expect(await receiveSms.handle([recordOf(told, now)])).toEqual({ batchItemFailures: [] })
  await expect.poll(() => receiveSms.verdicts().slice(before).toSorted()).toEqual(verdicts)
})

test('a sender who has written with a number and an id is recognised by either', async () => {
  const both = message(hello)
  const before = receiveSms.verdicts().length
  const next = (from: object) => event({ ...message(hello), ...from })
  const told = [
    event(both),
    next({ from: both.from, from_user_id: undefined }),
    next({ from: undefined, from_user_id: both.from_user_id }),
  ]
  for (const one of told) await receiveSms.handle([recordOf(one, now)])
  await expect
    .poll(() => receiveSms.verdicts().slice(before))
    .toEqual(['reply', 'answered-recently', 'answered-recently'])
})

test('a STOP of a sender known only by an id also holds for the number that becomes known later', async () => {
  const person = message(hello)
  const before = receiveSms.verdicts().length
  const told = [
    event({ ...person, from: undefined, ...words('STOP') }),
    event({ ...person, id: 'wamid.both' }),
    event({ ...person, id: 'wamid.number', from_user_id: undefined }),
  ]
  for (const [i, one] of told.entries()) await receiveSms.handle([recordOf(one, now + i * minute)])
  await expect.poll(() => receiveSms.verdicts().slice(before)).toEqual(['opted-out', 'opted-out', 'opted-out'])
})
