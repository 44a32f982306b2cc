import { expect, test } from 'vitest'
import { invariants } from '../invariants/all.ts'
import { readLedger } from '../invariants/ledger.ts'
import { mutants } from '../mutants/all.ts'
import { mutated } from '../mutants/mutated-process.ts'
import { run } from '../simulation/run.ts'
import type { Schedule } from '../simulation/schedule.ts'
import { firstViolation, newTally, searchShare } from '../simulation/search.ts'
import { readOptions } from '../simulation/simulate.ts'
import { traceOf } from '../simulation/trace.ts'

const oneText: Schedule = {
  beforeMonthEndMs: 12 * 3_600_000,
  config: {
    limits: [{ replies: 1, perMs: 24 * 3_600_000 }],
    replyDelayMs: { min: 60_000, max: 60_000 },
    block: { after: 20, forMs: 3_600_000 },
    budgets: { aws: { hour: 100, day: 100, month: 100 } },
    sendIntervalMs: 0,
  },
  carrierIntervalMs: 0,
  lines: ['aws'],
  texts: [{ sinceMs: 0, sender: 'A', to: 0, words: 'Salut' }],
  ...{ faults: [], pauses: [], outages: [], deliveredTwice: [], lostAcknowledgements: [], forgeries: [] },
  ...{ beatsAfterMs: [], removals: [], skewsMs: [], choices: [] },
}

const oneReply = { hour: 1, day: 1, month: 1 }

test('the trace of a run without faults shows the text, its reply and the end, but no phone number', async () => {
  const trace = traceOf(await run(oneText))
  expect(trace).toContain('A texts "Salut" to the AWS line (text-1)')
  expect(trace).toContain('carrier.send')
  expect(trace).toContain('send-reply 3 is done with text-1')
  expect(trace).not.toMatch(/\+\d{9}/)
})

test('a process that dies before it publishes leaves its reply uncertain, and the trace says where', async () => {
  const history = await run({ ...oneText, faults: [{ verb: 'carrier.send', nth: 0, fault: 'crash before request' }] })
  expect(history.claims.get('text-1')?.outcome).toBe('uncertain')
  expect(traceOf(history)).toMatch(/carrier.send .* CRASH BEFORE REQUEST/)
})

test('a delivery whose room another delivery of its text has taken leaves that one’s reply alone', async () => {
  const history = await run({
    ...oneText,
    beforeMonthEndMs: 14 * oneText.beforeMonthEndMs - 60_000,
    config: { ...oneText.config, replyDelayMs: { min: 0, max: 0 }, budgets: { aws: oneReply } },
    texts: [{ sinceMs: 0, sender: 'A', to: 0, words: 'Salut', copyAfterMs: 500 }],
    // The first delivery books only after the second one has booked the only reply and sent it.
    pauses: [{ verb: 'budgets.book', nth: 0, side: 'before', ms: 3000 }],
  })
  expect(history.claims.get('text-1')?.outcome).toBe('sent')
  expect(readLedger(history).savedReplies.map(({ inboundId }) => inboundId)).toEqual(['text-1'])
})

test('the same seed runs the same schedules with the same results', async () => {
  const [one, other] = [newTally(), newTally()]
  await firstViolation({ seed: 7, schedules: 30, tally: one })
  await firstViolation({ seed: 7, schedules: 30, tally: other })
  expect(one).toEqual(other)
})

test.each([
  [['--schedules', 'many'], '--schedules is "many", but it must be a whole number'],
  [['--seed', '1e9'], '--seed is "1e9", but it must be a whole number'],
  [['--fast'], 'The options --fast are not understood'],
])('the options %j are refused with a message that says what is wrong', (args, sentence) => {
  expect(() => readOptions(args, () => 0)).toThrow(sentence)
})

const violationIn = async (seed: number, schedules: number) => (await searchShare({ seed, schedules })).counterexample

test('all invariants hold in schedules of a fixed seed', async () => {
  expect(await violationIn(4, 100)).toBeUndefined()
})

test('all invariants hold in the schedules of a random seed', async () => {
  expect(await violationIn(Math.floor(Math.random() * 2 ** 31), 250)).toBeUndefined()
}, 300_000)

test('each promise of the README has a mutant that breaks it, and an invariant that is to find it', () => {
  expect(new Set(mutants.map(({ promise }) => promise))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]))
  const names = invariants.map(({ name }) => name)
  expect(mutants.flatMap(({ foundBy }) => foundBy).filter((name) => !names.includes(name))).toEqual([])
})

test.each(mutants)('the edit of "$name" fits exactly one place in the sources', (mutant) => {
  expect(mutated(mutant).source).not.toBe('')
})
