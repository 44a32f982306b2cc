import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { checkSettings } from '../../../../settings/read.ts'

test.each(['docs/whatsapp.md', 'docs/whatsapp.fr.md'])('the settings in %s are valid', (name) => {
  const page = readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8')
  const examples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown => JSON.parse(json))
  const carriers = examples.map((raw) =>
    checkSettings(raw, 'settings/example.json').lines.map(({ carrier }) => carrier),
  )
  expect(carriers).toEqual([['whatsapp']])
})
