import { afterAll, expect, test } from 'vitest'

import { hour, minute } from '../../../shared/rules/timing.ts'
import { change, published } from './events.ts'
import { recordOf, startReceiveSms } from './running-bundle.ts'

const receiveSms = await startReceiveSms()
afterAll(receiveSms.stop)

const now = Date.now()

let people = 0

/** A message of somebody who has not written before, unless told otherwise. */
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

/** What a person or Meta sends, and what becomes of it: the decisions about its texts. */
const events: readonly (readonly [what: string, event: string, verdicts: readonly string[]])[] = [
  ['a text', event(message(hello)), ['reply']],
  ['a call', published([change({ calls: [message({ event: 'connect' })] }, 'calls')]), ['reply']],
  ['STOP below a photo', event(message({ type: 'image', image: { ...media, caption: 'stop' } })), ['opted-out']],
  ['a reaction', event(message({ type: 'reaction', reaction: { emoji: '😡' } })), []],
  ['somebody without an id', event(without('from_user_id')), ['reply']],
  ['somebody without a number', event(without('from')), ['reply']],
  ['somebody without either', event({ ...message(hello), from: undefined, from_user_id: undefined }), ['malformed']],
  ['a foreign id', event({ ...without('from'), from_user_id: 'US.ENT.5050Abc' }), ['reply']],
  ['a country that is not served', event({ ...without('from'), from_user_id: 'DE.4711' }), ['country']],
  ['two messages of two people', event(message(hello), message(hello)), ['reply', 'reply']],
  [
    'two messages of one person, and one that nobody can read',
    event({ ...message(hello), from: '33611111111' }, { ...message(hello), from: '33611111111' }, { type: 'text' }),
    ['answered-recently', 'malformed', 'reply'],
  ],
  ['too late to be answered in time', event(message(hello, now - 21 * hour)), ['stale']],
  ['late, but in time', event(message(hello, now - 20 * hour)), ['reply']],
  [
    'another number',
    published([
      { field: 'messages', value: { metadata: { display_phone_number: '49151' }, messages: [message(hello)] } },
    ]),
    ['unknown-line'],
  ],
  ['a huge event', event(message({ ...hello, padding: 'x'.repeat(200_000) })), ['reply']],
  ['no JSON', 'hello', ['malformed']],
]

test.each(events)('%s', async (_, told, verdicts) => {
  const before = receiveSms.verdicts().length
  expect(await receiveSms.handle([recordOf(told, now)])).toEqual({ batchItemFailures: [] })
  await expect.poll(() => receiveSms.verdicts().slice(before).toSorted()).toEqual(verdicts)
})

test('who has written with a number and an id is the same person with either', async () => {
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

test('a STOP of somebody who was known by an id alone holds for the number that comes to light', async () => {
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
