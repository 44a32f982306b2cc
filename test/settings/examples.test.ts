import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { configOf, monthlySpendLimitUsd } from '../../settings/config.ts'
import { merged } from '../carriers/examples.ts'
import { type Changes, check, said } from './checked.ts'

/** Settings with one line. The changes of each example are of the settings, or of the `line`. */
type Examples = {
  readonly settings: { readonly lines: readonly object[] }
  /** The sentences with which changed settings are refused, one for each mistake, or how they begin. */
  readonly refused: Readonly<Record<string, readonly [changes: Changes, sentences: string | readonly string[]]>>
  /** What changed settings come to, among other things. */
  readonly taken: Readonly<Record<string, readonly [changes: Changes, comes: object]>>
}

describe.each([
  ['a stage on AWS', 'examples.json'],
  ['a stage with a line of httpSMS', '../carriers/httpsms/examples/settings.json'],
  ['a stage with a line of WhatsApp', '../carriers/whatsapp/examples/settings.json'],
  ['a stage with a line of OVHcloud', '../carriers/ovh/examples/settings.json'],
])('%s', (_, file) => {
  const { settings, refused, taken }: Examples = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
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
