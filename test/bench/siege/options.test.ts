import { expect, test } from 'vitest'

import { readOptions } from '../../../bench/siege/options.ts'

test('without options the seed is 2017, and nothing but a table is written', () => {
  expect(readOptions([])).toEqual({ seed: 2017, json: false, evidence: false })
})

test('--seed, --json and --evidence are understood', () => {
  expect(readOptions(['--seed', '7', '--json', '--evidence'])).toEqual({ seed: 7, json: true, evidence: true })
})

test.each([
  [['--seed', '0'], '--seed is "0", but it must be a whole number from 1 to 2000000000.'],
  [['--seed', 'x'], '--seed is "x", but it must be a whole number'],
  [['--sed', '1'], 'The options --sed 1 are not understood'],
  [['--seed'], 'The options --seed are not understood'],
  [['now'], 'The options now are not understood'],
])('a mistake is told in one sentence: %j', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence)
})
