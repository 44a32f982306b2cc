import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import type { Effect } from '../../emulator/index.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { lineRefusedBy } from '../../shared/rules/telemetry.ts'
import { holdsPersonalData } from './personal-data.ts'
import { startNumber, until, watchRequests } from './running-number.ts'
import type { TestedCarrier } from './tested-carrier.ts'

/** Tests of a number what the calls of a line's carrier can change. */
export const testAnswers = async (carrier: TestedCarrier): Promise<void> => {
  const number = await startNumber(5, carrier)
  afterAll(number.stop)
  const { decided, settled } = number

  let senders = 0
  /** A new sender, whose number shares no block with the others. */
  const stranger = (): string => carrier.strangerOf(1200 + senders++)

  describe.concurrent('all at once', () => {
    test('a text gets one reply', async () => {
      const sender = stranger()
      expect(await settled(await number.text(sender))).toEqual(['sent'])
      expect(number.repliesTo(sender)).toMatchObject([{ text: expect.stringContaining('harcel') }])
    })

    test('a text that is delivered five times, some of them at once, gets one reply', async () => {
      const sender = stranger()
      const id = await number.text(sender)
      await Promise.all([1, 2, 3].map(() => number.text(sender, undefined, id)))
      await settled(id)
      await number.text(sender, undefined, id)
      await decided(id, 'duplicate')
      const decisions = carrier.mergesRepeats ? 2 : 5
      await until('all decisions', () => number.decisions(id).length >= decisions)
      expect(number.repliesTo(sender)).toHaveLength(1)
    })
  })

  test.each([
    ...(carrier.invalidDestination === undefined
      ? []
      : [['rejects the number', carrier.invalidDestination, 'failed', 0] as const]),
    ['fails', 'fail', 'uncertain', 0],
    ['takes the reply and whose answer is lost', 'lose-answer', 'uncertain', 1],
  ] as const satisfies readonly (readonly [string, Effect, string, number])[])(
    'a carrier that %s is called only once',
    async (_, effect, outcome, replies) => {
      await number.clearDebt()
      const sender = stranger()
      let attempts = 0
      const { when, ...send } = carrier.sendingTo(sender)
      number.cloud.faults.add({ ...send, when: (call) => when(call) && ++attempts > 0, effect })
      expect(await settled(await number.text(sender))).toEqual([outcome])
      expect(attempts).toBe(1)
      expect(number.repliesTo(sender)).toHaveLength(replies)
    },
  )

  /** Spoils the first attempt to send something to somebody. Returns a function that counts the attempts. */
  const failingAtFirst = (sender: string, effect: Effect) => {
    let attempts = 0
    const { when, ...send } = carrier.sendingTo(sender)
    number.cloud.faults.add({ ...send, when: (call) => when(call) && ++attempts === 1, effect })
    return () => attempts
  }

  test.each(carrier.refusals)('a carrier that $does at first is called until it takes replies', async ({ effect }) => {
    await number.clearDebt()
    const sender = stranger()
    const attempts = failingAtFirst(sender, effect)
    expect(await number.settledByRetries(await number.text(sender))).toEqual(['sent'])
    expect(attempts()).toBe(2)
    expect(number.repliesTo(sender)).toHaveLength(1)
  })

  test('a carrier that throttles at first is called again, and no refusal of the line is reported', async () => {
    const sender = stranger()
    const refusals = () => carrierNames.map((name) => number.count(lineRefusedBy(name)))
    const before = refusals()
    const attempts = failingAtFirst(sender, carrier.throttle)
    expect(await number.settledByRetries(await number.text(sender))).toEqual(['sent'])
    expect(attempts()).toBe(2)
    expect(number.repliesTo(sender)).toHaveLength(1)
    expect(refusals()).toEqual(before)
  })

  test('the delivery of a reply is reported and counted once', async () => {
    const sender = stranger()
    const id = await number.text(sender)
    expect(await settled(id)).toEqual(['sent'])
    await until('the report', () => number.deliveries(id).length > 0)
    expect(number.deliveries(id)).toEqual(['delivered'])
  })

  test('a text costs exactly the requests of the design', async () => {
    const requestsOfOneText = async () => {
      const requestsOf = watchRequests(number.cloud)
      const id = await number.text(stranger())
      await until('the report', () => number.deliveries(id).length > 0)
      return { receiveSms: requestsOf(number.receiveSms), sendReply: requestsOf(number.sendReply) }
    }
    const expected = {
      // Load the sender, book, save the reply, queue it.
      receiveSms: { GetItem: 1, PutItem: 1, UpdateItem: 1, SendMessage: 1, ...carrier.requestsAbout },
      // Hold the reply until it is due; read the sender and the line's debt, claim, send, write the outcome.
      sendReply: { ChangeMessageVisibility: 1, BatchGetItem: 1, PutItem: 1, UpdateItem: 1, ...carrier.requestsTo },
    }
    let requests = await requestsOfOneText()
    // On a busy machine a reply may be received when it is due, or after a question: then it is not held.
    for (let i = 0; i < 9 && !isDeepStrictEqual(requests, expected); i++) requests = await requestsOfOneText()
    expect(requests).toEqual(expected)
  })

  test('no log line and no metric contains a phone number or a text, in any spelling', () => {
    const told = number.cloud.logs.entries().map(({ line }) => line)
    expect(told.length).toBeGreaterThan(20)
    for (const { from, to, text } of number.cloud.texts.entries())
      expect(told.filter((entry) => holdsPersonalData(entry, [from, to], text))).toEqual([])
    // The digits that floating point adds look like a phone number on some days of a month.
    expect(told.filter((entry) => /\.\d{7}/.test(entry))).toEqual([])
  })
}
