import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import type { Cloud, Effect } from '../../emulator/index.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { lineRefusedBy } from '../../shared/rules/telemetry.ts'
import { holdsPersonalData } from './personal-data.ts'
import { startNumber, until } from './running-number.ts'
import type { TestedCarrier } from './tested-carrier.ts'

/** Tests how a number answers texts, which is the same with a line of every carrier. */
export const testAnswers = async (carrier: TestedCarrier): Promise<void> => {
  const number = await startNumber(5, carrier)
  afterAll(number.stop)

  let senders = 0
  /** A new sender, whose number shares no block with the others. */
  const stranger = (): string => carrier.strangerOf(1200 + senders++)

  const decided = (id: string, decision: string) =>
    until(`${decision} for ${id}`, () => number.decisions(id).includes(decision))

  const settled = async (id: string): Promise<readonly string[]> => {
    await until(`an outcome for ${id}`, () => number.outcomes(id).length > 0)
    return number.outcomes(id)
  }

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

    test('fifty texts at once from a new sender book one reply and get the sender blocked', async () => {
      const sender = stranger()
      const ids = await Promise.all(Array.from({ length: 50 }, () => number.text(sender)))
      await until('all decisions', () => ids.every((id) => number.decisions(id).length > 0))
      const idsWith = (decision: string) => ids.filter((id) => number.decisions(id).includes(decision))
      // On a busy machine a function may time out. It then has not printed its metrics, nor perhaps that it booked the reply.
      expect(idsWith('reply').length).toBeLessThanOrEqual(1)
      // The twentieth strike blocks the sender. A text that is handled twice is struck once.
      expect(idsWith('answered-recently').length).toBeLessThanOrEqual(20)
      expect(idsWith('blocked').length).toBeGreaterThanOrEqual(29)
      await until('the reply', () => number.repliesTo(sender).length > 0)
      expect(number.repliesTo(sender)).toHaveLength(1)
    })

    test('messages that are not texts are counted as malformed and do not affect others', async () => {
      const sender = stranger()
      await Promise.all([number.publish('{not JSON'), number.publish('{"originationNumber":"+33612345678"}')])
      expect(await settled(await number.text(sender))).toEqual(['sent'])
      // A busy machine may handle a message twice, and then it is counted twice.
      await until('both', () => number.count('TextsSilenced.malformed') >= 2)
    })
  })

  test.each([
    ...(carrier.invalidDestination === undefined
      ? []
      : [['rejects the number', carrier.invalidDestination, 'failed', 0] as const]),
    ['fails', 'fail', 'uncertain', 0],
    ['takes the reply and whose answer is lost', 'lose-answer', 'uncertain', 1],
    ['never answers', 'hang', 'uncertain', 0],
  ] as const satisfies readonly (readonly [string, Effect, string, number])[])(
    'a carrier that %s is called only once',
    async (_, effect, outcome, replies) => {
      // A process that has met an unknown result rests, so each test has one that knows of none.
      number.cloud.killWorkers(number.sendReply)
      const sender = stranger()
      let attempts = 0
      const { when, ...send } = carrier.sendingTo(sender)
      number.cloud.faults.add({ ...send, when: (call) => when(call) && ++attempts > 0, effect })
      expect(await settled(await number.text(sender))).toEqual([outcome])
      expect(attempts).toBe(1)
      expect(number.repliesTo(sender)).toHaveLength(replies)
    },
  )

  test.each(carrier.refusals)(
    'a carrier that $does at first is called again until it takes the reply',
    async ({ effect }) => {
      number.cloud.killWorkers(number.sendReply)
      const sender = stranger()
      number.cloud.faults.add({ ...carrier.sendingTo(sender), effect, times: 1 })
      const id = await number.text(sender)
      await number.retry()
      expect(await settled(id)).toEqual(['sent'])
      expect(number.repliesTo(sender)).toHaveLength(1)
    },
  )

  test('a carrier that throttles at first is called again, and no refusal of the line is reported', async () => {
    const sender = stranger()
    const refusals = () => carrierNames.map((name) => number.count(lineRefusedBy(name)))
    const before = refusals()
    number.cloud.faults.add({ ...carrier.sendingTo(sender), effect: carrier.throttle, times: 1 })
    const id = await number.text(sender)
    await number.retry()
    expect(await settled(id)).toEqual(['sent'])
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

  test('replies wait while sending is paused and are sent once when it resumes, unless STOP has cancelled them', async () => {
    const [patient, stopped] = [stranger(), stranger()]
    await number.cloud.pause(number.sendReply)
    const kept = await number.text(patient)
    const dropped = await number.text(stopped)
    await decided(dropped, 'reply')
    await decided(await number.text(stopped, 'Arrêt'), 'opted-out')
    await decided(await number.text(patient), 'answered-recently')
    expect(number.repliesTo(patient)).toEqual([])
    number.cloud.resume(number.sendReply)
    expect(await settled(kept)).toEqual(['sent'])
    expect(await settled(dropped)).toEqual(['cancelled'])
    expect(number.repliesTo(patient)).toHaveLength(1)
    expect(number.repliesTo(stopped)).toEqual([])
    // The report must not arrive while the next test counts requests.
    await until('the report', () => number.deliveries(kept).length > 0)
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
      // Hold the reply until it is due; read the sender and what is cancelled, claim, send, write the outcome.
      sendReply: { ChangeMessageVisibility: 1, BatchGetItem: 1, PutItem: 1, UpdateItem: 1, ...carrier.requestsTo },
    }
    let requests = await requestsOfOneText()
    // On a busy machine a reply may be received only when it is due, so that it is not held, or by a process that asks first whether anybody is
    // there. Then another text is tried.
    for (let i = 0; i < 9 && !isDeepStrictEqual(requests, expected); i++) requests = await requestsOfOneText()
    expect(requests).toEqual(expected)
  })

  test('silence costs a read and a write per strike, one read after a block, and nothing once the block is known', async () => {
    // An alias would cost each process further requests, so this sender has none.
    const sender = (carrier.anonymousOf ?? carrier.strangerOf)(1200 + senders++)
    const requestsOf = watchRequests(number.cloud)
    const silence = async (reason: string, times: number) => {
      const before = requestsOf(number.receiveSms)
      for (let i = 0; i < times; i++) await decided(await number.text(sender), reason)
      const after = requestsOf(number.receiveSms)
      const asked = Object.entries(after).map(([action, n]) => [action, n - (before[action] ?? 0)] as const)
      return Object.fromEntries(asked.filter(([, n]) => n > 0))
    }
    const id = await number.text(sender)
    await decided(id, 'reply')
    // The report is handled by the same function, so it must arrive before the requests are counted.
    await until('the report', () => number.deliveries(id).length > 0)
    expect(await silence('answered-recently', 20)).toEqual({ GetItem: 20, PutItem: 20 })
    // A process that does not know of the block reads the sender once, with the month's counters in the same request.
    number.cloud.killWorkers(number.receiveSms)
    expect(await silence('blocked', 1)).toEqual({ BatchGetItem: 1 })
    // A busy machine may have started another process for one of them, which also reads the sender. There are at most five.
    let later = await silence('blocked', 10)
    for (let i = 0; i < 5 && 'BatchGetItem' in later; i++) later = await silence('blocked', 10)
    expect(later).toEqual({})
  })

  test('no log line and no metric contains a phone number or a text, in any spelling', () => {
    const told = number.cloud.logs.entries().map(({ line }) => line)
    expect(told.length).toBeGreaterThan(50)
    for (const { from, to, text } of number.cloud.texts.entries())
      expect(told.filter((entry) => holdsPersonalData(entry, [from, to], text))).toEqual([])
    // The digits that floating point adds look like a phone number on some days of a month.
    expect(told.filter((entry) => /\.\d{7}/.test(entry))).toEqual([])
  })
}

/** Counts the calls that functions make from now on, by action. The calls of their event sources do not count. */
const watchRequests = (cloud: Cloud) => {
  const calls: { readonly by: string; readonly action: string }[] = []
  cloud.calls.subscribe(({ caller, action }) => {
    if (caller.kind === 'function' && caller.kill !== undefined) calls.push({ by: caller.functionName, action })
  })
  return (functionName: string): { readonly [action: string]: number } => {
    const byAction = Map.groupBy(
      calls.filter(({ by }) => by === functionName),
      ({ action }) => action,
    )
    return Object.fromEntries([...byAction].map(([action, { length }]) => [action, length]))
  }
}
