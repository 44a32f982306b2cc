import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { createConversations } from '../../emulator/services/ovh/texts.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { creditFiguresOf, leftToCarrier, prepaidEvenings } from '../siege/prepaid.ts'
import { type Polling, replay } from '../siege/replay.ts'
import { reportOf } from '../siege/report.ts'
import { budgets, type CreditResult, readOptions, tasksOf } from '../siege/siege.ts'
import { siege, type Text } from '../siege/traffic.ts'
import { createTimeline } from '../virtual/queue.ts'

const begin = siege.from
const textAt = (afterMs: number, { words = 'Salut', sender = 'Kevin' } = {}): Text => ({
  at: begin + afterMs,
  sender,
  words,
  abusive: false,
})
const replyAt = (afterMs: number, text: Text) => ({ text, at: begin + afterMs, parts: 1 })
const left = (received: readonly Text[], replies: readonly ReturnType<typeof replyAt>[] = []) =>
  leftToCarrier({ received, replies }, { conversationMs: day })

const first = textAt(0)
const later = textAt(21 * hour)

test('a sender who was silenced and then gets a reply within the day gets no automatic answer', () => {
  expect(left([first, later], [replyAt(23 * hour, later)])).toEqual([])
})

test('a sender who was only silenced gets one', () => {
  expect(left([first])).toEqual([first])
})

test('a sender who was silenced twice within a day gets one', () => {
  expect(left([first, later])).toEqual([first])
})

test('a sender who was silenced on the first day and on the third gets two', () => {
  const thirdDay = textAt(2 * day)
  expect(left([first, later, thirdDay])).toEqual([first, thirdDay])
})

test('STOP, which we never answer, gets one', () => {
  const stop = textAt(0, { words: 'STOP' })
  expect(left([stop])).toEqual([stop])
})

test('a reply after the day comes too late', () => {
  expect(left([first, later], [replyAt(25 * hour, later)])).toEqual([first])
})

test('a text after a reply begins another conversation', () => {
  expect(left([first, later], [replyAt(hour, first)])).toEqual([later])
})

test('a reply to one sender ends no conversation of another', () => {
  const other = textAt(0, { sender: 'Thomas' })
  expect(left([first, other], [replyAt(hour, first)])).toEqual([other])
})

test('the carrier is left the texts that the stand-in of OVHcloud answers by itself', async () => {
  // No two moments are a day apart to the millisecond, because it isn't documented what comes first then.
  const moments = fc.array(fc.nat({ max: 100 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(moments, moments, async (textedAt, repliedAt) => {
      const received = textedAt.toSorted((a, b) => a - b).map((hours, i) => textAt(hours * hour + i))
      const replies = repliedAt.map((hours) => replyAt(hours * hour + minute, first))
      const timeline = createTimeline(0)
      const answered: number[] = []
      const conversations = createConversations(
        (delayMs, work) => timeline.plan(timeline.now() + delayMs, work),
        () => answered.push(timeline.now() - day),
      )
      for (const { at } of received) timeline.plan(at, () => conversations.begin('', first.sender))
      for (const { at } of replies) timeline.plan(at, () => conversations.reply('', first.sender))
      await timeline.run()
      expect(left(received, replies).map(({ at }) => at)).toEqual(answered)
    }),
  )
})

const prices = { replyCredits: 3, creditEur: 0.1, conversationMs: day }

test('replies and automatic answers cost the same, and both are summed', () => {
  const others = ['Thomas', 'Julien'].map((sender) => textAt(0, { sender }))
  const again = textAt(2 * day, { sender: 'Julien' })
  const outcome = { received: [first, ...others, again], replies: [replyAt(hour, first)] }
  const figures = creditFiguresOf(outcome, prices)
  expect(figures).toMatchObject({ replies: 1, automaticAnswers: 3, peopleLeft: 2 })
  expect([figures.ofReplies.credits, figures.ofAutomaticAnswers.credits, figures.ofAll.credits]).toEqual([3, 9, 12])
  expect(figures.ofAll.eur).toBeCloseTo(1.2)
  expect(figures.answeredInSiege).toBeCloseTo(1 / 3)
})

const polling: Polling = {
  everyMs: minute,
  payloadOf: ({ id, from, words, sentAt }, line) => ({
    originationNumber: from,
    destinationNumber: line,
    messageBody: words,
    inboundMessageId: id,
    receivedAt: new Date(sentAt).toISOString(),
    answerBy: new Date(sentAt + 4 * hour).toISOString(),
  }),
}

test('a number whose carrier is asked every minute gets a text at the next full minute', async () => {
  const texts = [10, 60].map((seconds) => textAt(seconds * second, { sender: `+336123456${seconds}` }))
  const delayMs = { min: 10 * minute, max: 10 * minute }
  const budget = { hour: 100, day: 1000, month: 10_000 }
  const scene = { texts, textBack: () => undefined }
  const arrivals = async (setup: { readonly polling?: Polling }) => {
    const { replies } = await replay(scene, { budget, seed: 1, delayMs, ...setup })
    return replies.map(({ at }) => at - delayMs.min - begin)
  }
  expect(await arrivals({ polling })).toEqual([minute, minute])
  expect(await arrivals({})).toEqual([10 * second, minute])
})

const flood = Array.from({ length: 300 }, (_, index) =>
  textAt(index * second, { sender: `+336${10_000_000 + index * 40_011}` }),
)
const small = { budget: { hour: 20, day: 60, month: 600 }, seed: 1 }
const longestDelayIn = async (setup: Partial<Parameters<typeof replay>[1]>): Promise<number> => {
  const { replies } = await replay({ texts: flood, textBack: () => undefined }, { ...small, ...setup })
  return Math.max(...replies.map(({ text, at }) => at - text.at))
}

test('a reply goes out by the time that the published text names, or never', async () => {
  expect(await longestDelayIn({})).toBeGreaterThan(4 * hour)
  expect(await longestDelayIn({ polling })).toBeLessThan(4 * hour)
})

describe.each([...Map.groupBy(prepaidEvenings, ({ line }) => line)])('$name', (line, evenings) => {
  test('replies go out before the carrier answers by itself', async () => {
    expect(await longestDelayIn(line)).toBeLessThan(line.conversationMs)
  })

  test('five evenings are replayed with the default budget, by this number only', () => {
    const { scenes } = readOptions(['--variant', line.name.toLowerCase()])
    expect(scenes).toEqual(evenings.map(({ name }) => name))
    const [budget = ''] = Object.keys(budgets)
    expect(tasksOf(scenes, 1)).toEqual(scenes.map((scene) => ({ scene, budget, seed: 1, number: 'this number' })))
    expect(scenes).toHaveLength(5)
  })

  test('the table shows each evening with the automatic answer off and on', () => {
    const received = [first, textAt(0, { sender: 'Thomas' })]
    const credits = creditFiguresOf({ received, replies: [replyAt(hour, first)] }, prices)
    const results = evenings.map(
      ({ name }): CreditResult => ({ scene: name, budget: 'small', seed: 1, number: 'this number', credits }),
    )
    const report = reportOf(results, [])
    expect(report).toContain(`### ${line.name}: small\n`)
    expect(report).toContain('| No attack | 50 | 1 | 3 credits, 0 EUR | 1 | 3 credits, 0 EUR | 6 credits, 1 EUR |')
    expect(report.match(/^\| .* credits, /gm)).toHaveLength(evenings.length)
  })
})
