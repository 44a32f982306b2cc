import { expect, test } from 'vitest'

import { readOptions } from '../../simulation/options.ts'
import { run } from '../../simulation/run.ts'
import { firstViolation, replay } from '../../simulation/search.ts'
import { tell } from '../../simulation/story.ts'
import { newTally } from '../../simulation/tally.ts'
import { quiet } from './quiet.ts'

const onePart = { hour: 1, day: 1, month: 1 }

test('the story of a quiet run shows the text, its reply and the end, but no phone number', async () => {
  const story = tell(await run(quiet))
  expect(story).toContain('A texts "Salut" to the AWS line (text-1)')
  expect(story).toContain('carrier.send')
  expect(story).toContain('send-reply 3 is done with text-1')
  expect(story).not.toMatch(/\+\d{9}/)
})

test('a process that dies before it publishes leaves its reply uncertain, and the story says where it died', async () => {
  const history = await run({ ...quiet, faults: [{ verb: 'carrier.send', nth: 0, fault: 'crash before request' }] })
  expect(history.claims.get('text-1')?.outcome).toBe('uncertain')
  expect(tell(history)).toMatch(/carrier.send .* CRASH BEFORE REQUEST/)
})

test('a reservation that another delivery of its text has taken over is not taken back', async () => {
  const history = await run({
    ...quiet,
    beforeMonthEndMs: 14 * quiet.beforeMonthEndMs - 60_000,
    config: { ...quiet.config, replyDelayMs: { min: 0, max: 0 }, budgets: { aws: onePart } },
    texts: [{ gapMs: 0, sender: 'A', to: 0, words: 'Salut', copyAfterMs: 500 }],
    // The first delivery books only after the second one has booked the only part and sent the reply.
    pauses: [{ verb: 'budgets.book', nth: 0, side: 'before', ms: 3000 }],
  })
  expect(history.claims.get('text-1')?.outcome).toBe('sent')
  expect([...(history.senders.get('A')?.replies.keys() ?? [])]).toEqual(['text-1'])
})

test('the same seed runs the same schedules with the same results', async () => {
  const [one, other] = [newTally(), newTally()]
  await firstViolation({ seed: 7, schedules: 100, tally: one })
  await firstViolation({ seed: 7, schedules: 100, tally: other })
  expect(one).toEqual(other)
})

test('a token always replays the same schedule', async () => {
  const [one, other] = [await replay('7:41'), await replay('7:41')]
  expect(tell(one.history)).toEqual(tell(other.history))
  expect(one.history.texts.length).toBeGreaterThan(0)
})

test.each([
  [['--schedules', 'many'], '--schedules is "many", but it must be a whole number'],
  [['--seed', '1e9'], '--seed is "1e9", but it must be a whole number'],
  [['--replay', 'yesterday'], '--replay is "yesterday", but it must be a token'],
  [['--fast'], 'The options --fast are not understood'],
])('the options %j are refused with a message that says what is wrong', (args, sentence) => {
  expect(() => readOptions(args, () => 0)).toThrow(sentence)
})
