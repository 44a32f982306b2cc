import { expect, test } from 'vitest'

import { readOptions } from './options.ts'
import { run } from './run.ts'
import type { Schedule } from './schedule.ts'
import { firstViolation, replay } from './search.ts'
import { tell } from './story.ts'
import { newTally } from './tally.ts'

const hundred = { hour: 100, day: 100, month: 100 }
const onePart = { hour: 1, day: 1, month: 1 }

const quiet: Schedule = {
  beforeMonthEndMs: 12 * 3_600_000,
  config: {
    limits: [{ replies: 1, perMs: 24 * 3_600_000 }],
    replyDelayMs: { min: 60_000, max: 60_000 },
    block: { after: 20, forMs: 3_600_000 },
    budgets: { aws: hundred, sim: { ...hundred, gapMs: 2000 } },
  },
  lines: ['aws'],
  texts: [{ gapMs: 0, sender: 'A', to: 0, words: 'Salut' }],
  faults: [],
  pauses: [],
  outages: [],
  handedOutTwice: [],
  cancelledAfterMs: [],
  forgeries: [],
  lostAcknowledgements: [],
  skewsMs: [],
  choices: [],
}

test('a quiet run tells of a text, its reply and its end, in a dozen lines without a phone number', async () => {
  const story = tell(await run(quiet))
  expect(story).toContain('A texts "Salut" to the AWS line (text-1)')
  expect(story).toContain('carrier.send')
  expect(story).toContain('send-reply 3 is done with text-1')
  expect(story).not.toMatch(/\+\d{9}/)
})

test('a run with a SIM line tells of calls, of the phone and of its carrier, without a phone number', async () => {
  const hour = 3_600_000
  const history = await run({
    ...quiet,
    lines: ['aws', 'sim'],
    texts: [
      { gapMs: 0, sender: 'A', to: 1, words: '', keptMs: hour },
      { gapMs: 0, sender: 'B', to: 1, words: 'Salut', keptMs: -hour },
    ],
    outages: [{ of: 'phone', afterMs: 0, forMs: 2 * hour }],
  })
  const story = tell(history)
  expect(story).toContain('Budget of the SIM line: 100 an hour, 100 a day, 100 a month, 2 s apart.')
  expect(story).toContain('Outage from 0 ms after the beginning, for 2 h: phone does not report.')
  expect(story).toContain('A calls the SIM line (text-1), which its phone tells 1 h later')
  expect(story).toContain('B texts "Salut" to the SIM line (text-2), at 11-30 13:00:00.000 by its phone')
  expect(story).toMatch(/carrier.isReady SIM line .* false/)
  expect(story).toContain('carrier.send sim')
  expect(story).not.toMatch(/\+\d{9}/)
  expect([...history.claims.values()].map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
})

test('a process that dies before it publishes leaves its reply uncertain, and the story says where it died', async () => {
  const history = await run({ ...quiet, faults: [{ verb: 'carrier.send', nth: 0, fault: 'dies before' }] })
  expect(history.claims.get('text-1')?.outcome).toBe('uncertain')
  expect(tell(history)).toMatch(/carrier.send .* DIES BEFORE/)
})

test('a reservation that another delivery of its text has taken over is not taken back', async () => {
  const history = await run({
    ...quiet,
    beforeMonthEndMs: 14 * quiet.beforeMonthEndMs - 60_000,
    config: { ...quiet.config, replyDelayMs: { min: 0, max: 0 }, budgets: { aws: onePart, sim: onePart } },
    texts: [{ gapMs: 0, sender: 'A', to: 0, words: 'Salut', copyAfterMs: 500 }],
    // The first delivery looks for room when the second one has had it, and sent the reply.
    pauses: [{ verb: 'budgets.book', nth: 0, side: 'before', ms: 3000 }],
  })
  expect(history.claims.get('text-1')?.outcome).toBe('sent')
  expect([...(history.senders.get('A')?.replies.keys() ?? [])]).toEqual(['text-1'])
})

test('the same seed runs the same schedules to the same end', async () => {
  const [one, other] = [newTally(), newTally()]
  await firstViolation({ seed: 7, schedules: 100, tally: one })
  await firstViolation({ seed: 7, schedules: 100, tally: other })
  expect(one).toEqual(other)
})

test('a token replays one schedule, always the same', async () => {
  const [one, other] = [await replay('7:41'), await replay('7:41')]
  expect(tell(one.history)).toEqual(tell(other.history))
  expect(one.history.texts.length).toBeGreaterThan(0)
})

test.each([
  [['--schedules', 'many'], '--schedules is "many", but it must be a whole number'],
  [['--seed', '1e9'], '--seed is "1e9", but it must be a whole number'],
  [['--replay', 'yesterday'], '--replay is "yesterday", but it must be a token'],
  [['--fast'], 'The options --fast are not understood'],
])('the options %j are refused in one sentence', (args, sentence) => {
  expect(() => readOptions(args, () => 0)).toThrow(sentence)
})
