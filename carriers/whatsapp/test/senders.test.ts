import { expect, test } from 'vitest'
import { bodyOfTexts, notificationBody } from '../../../lab/virtual/messages.ts'
import type { CarrierName } from '../../../shared/rules/carriers.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, line as smsLine } from '../../../test/functions/virtual-number.ts'
import { change, published } from './events.ts'
import { line } from './example.ts'

const [number, id] = ['33612345678', 'FR.13491208655302741918']

/** What a message shows of its sender: the phone number `from`, the user id `from_user_id`, or both. */
const shownAs = {
  both: { from: number, from_user_id: id },
  'another id': { from: number, from_user_id: 'FR.27182818284590452353' },
  number: { from: number },
  id: { from_user_id: id },
}
type Shown = keyof typeof shownAs | 'SMS'

const [mexican, brazilian] = ['+525512345600', '+5511987654300']

/** A number with lines on WhatsApp and for SMS, to which one person writes in several ways. */
const start = () => {
  const lineOf = (number: string, carrier: CarrierName) =>
    ({ number, language: 'fr', budget: 'default', carrier }) as const
  const stage = createVirtualNumber({
    config: {
      lines: [lineOf(line, 'whatsapp'), ...[smsLine, mexican, brazilian].map((number) => lineOf(number, 'aws'))],
      countries: ['FR', 'MX', 'BR'],
      replyDelayMs: { min: 0, max: 0 },
    },
  })
  let messages = 0
  const metadata = { display_phone_number: '33639980021', phone_number_id: '1' }
  const write = async (shown: Shown, words = 'Salut'): Promise<void> => {
    if (shown === 'SMS') stage.text(`+${number}`, words, { to: smsLine })
    else {
      const timestamp = String(Math.floor(stage.clock.now / 1000))
      const message = { id: `wamid.${messages++}`, ...shownAs[shown], timestamp, type: 'text', text: { body: words } }
      const event = published([change({ metadata, messages: [message] })])
      stage.inbound.put(notificationBody('arn:aws:sns:eu-west-3:123456789012:whatsapp', event, stage.clock.now))
    }
    await stage.pass(10 * minute)
  }
  return { ...stage, write, sentTo: () => stage.phones.map(({ to }) => to) }
}

const byNumber: readonly Shown[] = ['both', 'another id', 'number', 'SMS']

test.each(byNumber)('who shows the number is one sender, answered once, whose STOP holds: first %s', async (first) => {
  const { write, sentTo, pass } = start()
  await write(first)
  for (const shown of byNumber) await write(shown)
  await write(first, 'STOP')
  await pass(364 * day)
  for (const shown of byNumber) await write(shown)
  expect(sentTo()).toEqual([`+${number}`])
})

test('who shows only the id is another sender, who is answered, and whose STOP holds for the id', async () => {
  const { write, sentTo, pass } = start()
  await write('both', 'STOP')
  await write('id')
  expect(sentTo()).toEqual([id])
  await write('id', 'STOP')
  await pass(364 * day)
  await write('id')
  expect(sentTo()).toEqual([id])
  await pass(2 * day)
  await write('number')
  expect(sentTo()).toEqual([id, `+${number}`])
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
