import { expect, test } from 'vitest'

import { readOptions } from '../../bench/options.ts'

test('the benchmark runs in full without --quick', () => {
  expect(readOptions([])).toEqual({ quick: false, json: false, evidence: false })
  expect(readOptions(['--quick', '--json'])).toEqual({ quick: true, json: true, evidence: false })
})

test.each([['--fast'], ['growth'], ['--quick=yes']])('%s is refused in one sentence', (argument) => {
  expect(() => readOptions([argument])).toThrow(/^The options .* are not understood: .*\.$/)
})
