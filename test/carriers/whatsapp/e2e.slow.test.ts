import { afterAll, describe, expect, test } from 'vitest'

import { type Account, whatsAppUserId } from '../../../emulator/index.ts'
import { readSettings } from '../../../settings/read.ts'
import { testAnswers } from '../../e2e/answers.ts'
import { testCrashes } from '../../e2e/crashes.ts'
import { startNumber, until } from '../../e2e/running-number.ts'
import { phoneNumberId, tested } from './example.ts'

describe('a number answers', () => testAnswers(tested))

describe('a number survives', () => testCrashes(tested, 'own'))

describe('a number with a line on WhatsApp and an SMS line', async () => {
  /** The number of both lines: one for SMS, one on WhatsApp. */
  const sms = '+32460000000'
  const chat = `whatsapp:${sms}`
  const stage = readSettings('local-whatsapp')
  const settings = { ...stage, lines: stage.lines.map((line) => ({ ...line, number: sms })) }

  let senders = 0
  const stranger = (): string => `+3247${String(1300 + senders++)}321`
  const [unreachable, blocker, dropped] = [stranger(), stranger(), stranger()]

  const number = await startNumber(5, {
    ...tested,
    line: chat,
    settings,
    account: { failures: { [unreachable]: 131026, [blocker]: 130403, [dropped]: 'given up' } },
  })
  afterAll(number.stop)
  const { cloud, settled } = number
  const text = (from: string, words = 'Salut') => cloud.receiveText({ from, to: sms, text: words })
  const write = (from: string, words = 'Salut') => cloud.receiveText({ from, to: chat, text: words })

  const decided = async (id: string): Promise<string | undefined> => {
    await until(`a decision about ${id}`, () => number.decisions(id).length > 0)
    return number.decisions(id)[0]
  }

  describe.concurrent('a number with an SMS line and a line on WhatsApp', () => {
    test('answers each message by the line that received it', async () => {
      const [texts, writes] = [stranger(), stranger()]
      const ids = [await text(texts), await write(writes)]
      expect(await Promise.all(ids.map(settled))).toEqual([['sent'], ['sent']])
      expect(number.repliesTo(texts)).toMatchObject([{ from: sms, text: expect.stringContaining('harceliez') }])
      expect(number.repliesTo(writes)).toMatchObject([{ from: chat, text: expect.stringContaining('harceliez') }])
      const submitted = cloud.submitted.entries().map(({ to }) => to)
      expect([texts, writes].filter((to) => submitted.includes(to))).toEqual([texts])
    })

    test('answers a sender once, in either order of the lines', async () => {
      for (const [first, second] of [
        [text, write],
        [write, text],
      ] as const) {
        const sender = stranger()
        expect(await settled(await first(sender))).toEqual(['sent'])
        expect(await decided(await second(sender))).toBe('answered-recently')
        expect(number.repliesTo(sender)).toHaveLength(1)
      }
    })

    test('applies a STOP from a hidden number to SMS, too', async () => {
      const sender = stranger()
      expect(await decided(await write(sender))).toBe('reply')
      expect(await decided(await write(whatsAppUserId(sender), 'STOP'))).toBe('opted-out')
      expect(await decided(await text(sender))).toBe('opted-out')
    })
  })

  describe.concurrent('a message on WhatsApp', () => {
    test('is answered without words as well, such as a voice note or a call', async () => {
      const [speaks, calls] = [stranger(), stranger()]
      const called = (await cloud.phoneOf(chat)?.call(calls)) ?? ''
      expect(await Promise.all([await write(speaks, ''), called].map(settled))).toEqual([['sent'], ['sent']])
      expect([speaks, calls].map((sender) => number.repliesTo(sender).length)).toEqual([1, 1])
    })

    test('is decided individually if an event has several', async () => {
      const [one, two] = [stranger(), stranger()]
      const texts = [one, two, one].map((from) => ({ from, text: 'Salut' }))
      const ids = (await cloud.phoneOf(chat)?.textsAtOnce?.(texts)) ?? []
      const decisions = await Promise.all(ids.map(decided))
      expect(decisions.toSorted()).toEqual(['answered-recently', 'reply', 'reply'])
      await until('both replies', () => [one, two].every((sender) => number.repliesTo(sender).length > 0))
      expect([one, two].map((sender) => number.repliesTo(sender).length)).toEqual([1, 1])
    })
  })

  describe.concurrent('a reply on WhatsApp', () => {
    test.each([
      ['unreachable', unreachable],
      ['blocked', blocker],
      // AWS reports this itself, without the data that we sent along.
      ['expired', dropped],
    ])('that does not arrive is reported as %s', async (delivery, sender) => {
      const id = await write(sender)
      expect(await settled(id)).toEqual(['sent'])
      await until('the report', () => number.deliveries(id).length > 0)
      expect(number.deliveries(id)).toEqual([delivery])
      expect(number.repliesTo(sender)).toEqual([])
    })
  })

  describe('a reply waits unsent and its line is reported as refused, if', () => {
    const another = `${phoneNumberId.slice(0, -4)}0000`
    const misread: Partial<Account> = {
      whatsAppNumbers: [{ address: 'whatsapp:+33639980021', number: '+33639980021', phoneNumberId: another }],
    }
    test.for([
      [
        'the role lacks the permission to send',
        { forgotten: 'social-messaging:SendWhatsAppMessage' },
        'AccessDeniedException',
      ],
      ['settings have another phone number id than the account', { account: misread }, 'ResourceNotFoundException'],
    ] as const)('%s', async ([, circumstances, reason], { onTestFinished }) => {
      const refused = await startNumber(5, { ...tested, ...circumstances })
      onTestFinished(refused.stop)
      const id = await refused.text('+33612341234')
      expect(await refused.retry()).toBe(reason)
      await until('another refusal', () => refused.count('LineRefused.whatsapp') >= 2)
      expect(refused.outcomes(id)).toEqual([])
      expect(refused.repliesTo('+33612341234')).toEqual([])
    })
  })
})
