import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { checkSettings } from '../../../../settings/read.ts'

const page = readFileSync(new URL('../../../../docs/sim.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown => JSON.parse(json))

test('the settings in docs/sim.md are valid, and have a SIM line', () => {
  const carriers = examples.map((raw) =>
    checkSettings(raw, 'settings/example.json').lines.map(({ carrier }) => carrier),
  )
  expect(carriers).toEqual([['sim', 'aws']])
})
