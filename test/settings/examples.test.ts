import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { merged } from '../../carriers/test/examples.ts'
import { configOf, monthlySpendLimitUsd } from '../../settings/config.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { type Changes, check, said } from './checked.ts'

/** Settings with one line. The changes of each example are of the settings, or of the `line`. */
type Examples = {
  readonly settings: { readonly lines: readonly object[] }
  /** The sentences with which changed settings are refused, one for each mistake, or how they begin. */
  readonly refused: Readonly<Record<string, readonly [changes: Changes, sentences: string | readonly string[]]>>
  /** What changed settings come to, among other things. */
  readonly taken: Readonly<Record<string, readonly [changes: Changes, comes: object]>>
}

/** Those of AWS lie here, and any other carrier's with its examples. */
const files = globSync(['test/settings/examples.json', 'carriers/*/test/examples/settings.json'])

test('each carrier but AWS has examples of settings', () => {
  expect(files).toHaveLength(carrierNames.length)
})

describe.each(files)('what %s says of settings', (file) => {
  const { settings, refused, taken }: Examples = JSON.parse(readFileSync(file, 'utf8'))
  const changed = ({ line, ...others }: Changes): Changes => {
    const lines = line === undefined ? settings.lines : settings.lines.map((usual) => ({ ...usual, ...Object(line) }))
    return merged({ ...settings, lines, ...others }, {}) as Changes
  }

  test.each(Object.entries(refused))('may not have %s', (_, [changes, sentences]) => {
    const beginnings = [sentences].flat()
    expect(said(changed(changes)).map((sentence, i) => sentence.slice(0, beginnings[i]?.length))).toEqual(beginnings)
  })

  test.each(Object.entries(taken))('may have %s', (_, [changes, comes]) => {
    const settings = check(changed(changes))
    const config = configOf(settings, ({ number = '' }) => number)
    expect({ settings, config, spendLimitUsd: monthlySpendLimitUsd(settings) }).toMatchObject(comes)
  })
})
