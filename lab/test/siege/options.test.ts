import { expect, test } from 'vitest'

import { readOptions } from '../../siege/options.ts'
import { sceneNames } from '../../siege/tasks.ts'

test('by default, every variant is replayed with one seed, and only tables are printed', () => {
  expect(readOptions([])).toEqual({ scenes: sceneNames, seed: 2017, json: false, evidence: false })
})

test('--seed, --json and --evidence are read', () => {
  expect(readOptions(['--seed', '7', '--json', '--evidence'])).toEqual({
    scenes: sceneNames,
    seed: 7,
    json: true,
    evidence: true,
  })
})

test('--variant selects every name that contains it, in upper or lower case', () => {
  expect(readOptions(['--variant', 'IN BURSTS']).scenes[0]).toBe('20,000 numbers, in bursts')
  expect(readOptions(['--variant', 'neighbouring']).scenes).toHaveLength(2)
})

test('an unknown variant is refused with the list of names', () => {
  expect(() => readOptions(['--variant', 'tsunami'])).toThrow(
    /^--variant is "tsunami", but it must be a part of one of these names: No attack; 50 numbers; .*drip/,
  )
})

test.each([
  [['--seed', '0'], '--seed is "0", but it must be a whole number from 1 to 2000000000.'],
  [['--seed', 'x'], '--seed is "x", but it must be a whole number'],
  [['--sed', '1'], 'The options --sed 1 are not understood'],
  [['--seed'], 'The options --seed are not understood'],
  [['now'], 'The options now are not understood'],
  [['--evidence', '--variant', 'drip'], '--evidence writes about all variants, so it does not go with --variant.'],
])('a mistake is refused in one sentence: %j', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence)
})
