import { describe, expect, test } from 'vitest'

import { bodyOfTexts, notificationBody } from '../../../lab/virtual/messages.ts'
import { logEventsIn } from '../../../shared/log-event.ts'
import { hour, second } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, noon as now } from '../../functions/virtual-number.ts'
import { change, createGeneratedEvents, published } from './events.ts'

/** A number with a line on WhatsApp and an SMS line, which decides each event at once. */
const start = () => {
  const number = createVirtualNumber({
    config: {
      lines: [
        { number: 'whatsapp:+33612345678', language: 'fr', budget: 'default', carrier: 'whatsapp' },
        { number: '+33612345678', language: 'fr', budget: 'default', carrier: 'aws' },
      ],
      countries: ['FR', 'US'],
      budgets: { default: { hour: 1e6, day: 1e6, month: 1e6 } },
    },
  })
  return {
    ...number,
    decide: async (...events: readonly string[]): Promise<void> => {
      for (const event of events)
        number.inbound.put(notificationBody('arn:aws:sns:eu-west-3:123456789012:whatsapp', event, number.clock.now))
      await number.pass(second)
    },
    /** For each text `reply`, or the reason for silence, in the order of the log. */
    verdicts: (): readonly string[] =>
      number.logs
        .flatMap(({ event, fields }) => logEventsIn(JSON.stringify({ message: event, ...fields })))
        .flatMap(({ decision }) => decision ?? [])
        .map((decision) => (decision.kind === 'reply' ? 'reply' : decision.reason)),
  }
}

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
  ['STOP below a photo', event(message({ type: 'image', image: { ...media, caption: 'stop' } })), ['opted-out']],
  ['a sender without a number', event(without('from')), ['reply']],
  ['a sender without either', event({ ...message(hello), from: undefined, from_user_id: undefined }), ['malformed']],
  ['an id of another country', event({ ...without('from'), from_user_id: 'US.ENT.5050Abc' }), ['reply']],
  ['a country that is not in settings', event({ ...without('from'), from_user_id: 'DE.4711' }), ['country']],
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
]

test.each(events)('%s is decided', async (_, told, verdicts) => {
  const number = start()
  await number.decide(told)
  expect(number.verdicts().toSorted()).toEqual(verdicts)
})

/** The generator of Numerical Recipes. Any generator would do that always gives the same events. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

test('every event is decided at its first delivery, and the log holds no number, no id and no text', async () => {
  const number = start()
  const { secrets, next } = createGeneratedEvents(seeded(7))
  for (let done = 0; done < 5000; done += 50)
    await number.decide(...Array.from({ length: 50 }, () => next(number.clock.now)))
  expect(number.count('TextsFailed')).toBe(0)
  expect(new Set(number.verdicts())).toEqual(
    new Set(['reply', 'opted-out', 'malformed', 'not-a-mobile', 'stale', 'duplicate']),
  )
  // Instead of a keyed hash of an id, this log has the id in words.
  const log = JSON.stringify(number.logs).replaceAll(/key of [^"]*/g, 'key')
  const spellings = secrets.flatMap((secret) => [
    secret.replace(/^(336|FR\.)/, ''),
    Buffer.from(secret).toString('base64').slice(0, -4),
  ])
  expect(spellings.filter((spelling) => log.includes(spelling))).toEqual([])
})

describe('after an outage', () => {
  const line = 'whatsapp:+33639980014'
  const delay = 12 * hour

  /** A text whose reply cannot be queued for so many hours, so that it becomes too late for its carrier. */
  const afterAnOutageOf = async (hours: number) => {
    const number = createVirtualNumber({
      config: {
        lines: [{ number: line, language: 'fr', budget: 'default', carrier: 'whatsapp' }],
        replyDelayMs: { min: delay, max: delay },
      },
    })
    const textedAt = number.clock.now
    const text = { id: 'wamid.1', from: '+33612345678', words: 'Salut', sentAt: textedAt }
    number.down.add('queue')
    number.inbound.put(bodyOfTexts('whatsapp', line, [text], textedAt))
    await number.pass(hours * hour)
    number.down.clear()
    return { number, textedAt }
  }

  test('a text that becomes too late for its carrier keeps the hour that was booked for its reply', async () => {
    const { number, textedAt } = await afterAnOutageOf(11)
    await number.pass(24 * hour)
    expect(number.count('TextsSilenced.stale')).toBe(1)
    expect(number.phones.map(({ at }) => at >= textedAt + delay)).toEqual([true])
    expect(number.count('PartsBooked')).toBe(1)
  })
})
