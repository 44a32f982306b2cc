import { describe, expect, test } from 'vitest'

import { bodyOfTexts, notificationBody } from '../../../lab/virtual/messages.ts'
import type { Budget } from '../../../shared/rules/config.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { createVirtualNumber } from '../../functions/virtual-number.ts'
import { change, published } from './events.ts'

const line = 'whatsapp:+33639980021'
const topicArn = 'arn:aws:sns:eu-west-3:123456789012:whatsapp'
const [number, id] = ['33612345678', 'FR.13491208655302741918']

type Shown = 'both' | 'number' | 'id'

/** A number with a line on WhatsApp, and a person who shows a phone number, a user id, or both. */
const start = (budget?: Budget) => {
  const stage = createVirtualNumber({
    config: {
      ...(budget && { budgets: { default: budget } }),
      lines: [{ number: line, language: 'fr', budget: 'default', carrier: 'whatsapp' }],
      replyDelayMs: { min: 0, max: 0 },
    },
  })
  let messages = 0
  const write = async (shown: Shown, body = 'Salut'): Promise<void> => {
    const message = {
      id: `wamid.${messages++}`,
      ...(shown !== 'id' && { from: number }),
      ...(shown !== 'number' && { from_user_id: id }),
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
