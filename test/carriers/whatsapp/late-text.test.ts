import { expect, test } from 'vitest'

import { bodyOfTexts } from '../../../lab/virtual/messages.ts'
import { hour } from '../../../shared/rules/timing.ts'
import { createVirtualNumber } from '../../functions/virtual-number.ts'

const line = 'whatsapp:+33639980014'
const delay = 12 * hour

/** A text whose reply cannot be queued for so many hours, so that it becomes too late for its carrier. */
const afterAnOutageOf = async (hours: number, sender: { readonly forgetsTheBooking: boolean }) => {
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
  if (sender.forgetsTheBooking) {
    const { record, version } = await number.senders.load(`key of ${text.from}`, 'consistent')
    await number.senders.save(`key of ${text.from}`, { ...record, bookedFor: new Map() }, version, textedAt + 96 * hour)
  }
  number.down.clear()
  return { number, textedAt }
}

test('a text that becomes too late for its carrier keeps the hour that was booked for its reply', async () => {
  const { number, textedAt } = await afterAnOutageOf(11, { forgetsTheBooking: false })
  await number.pass(24 * hour)
  expect(number.count('TextsSilenced.stale')).toBe(1)
  expect(number.phones.map(({ at }) => at >= textedAt + delay)).toEqual([true])
  expect(number.count('PartsBooked')).toBe(1)
})

test('a text that becomes too late and has lost its booking is never answered before the victim has left', async () => {
  const { number } = await afterAnOutageOf(11, { forgetsTheBooking: true })
  await number.pass(24 * hour)
  expect(number.phones).toEqual([])
  expect(number.count('RepliesExpired')).toBe(1)
})
