import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { everyCarrier, wordsIn } from '../../../cdk/every-carrier.ts'

test.each([
  ['docs/runbook.md', 'en', /^\*\*On the dashboard\.\*\* (.+?)\n\n/gms],
  ['docs/runbook.fr.md', 'fr', /^\*\*Sur le tableau de bord\.\*\* (.+?)\n\n/gms],
])('what %s quotes from the dashboard is on it, phones included', (page, operatorLanguage, paragraph) => {
  const source = readFileSync(new URL(`../../../../${page}`, import.meta.url), 'utf8')
  const quoted = [...source.matchAll(paragraph)].flatMap(([, text = '']) =>
    [...text.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, words = '']) => words.replaceAll('\n', ' ')),
  )
  expect(quoted.length).toBeGreaterThan(20)
  const shown = wordsIn(everyCarrier({ operatorLanguage }))
  expect(quoted.filter((words) => !shown.some((one) => one.includes(words)))).toEqual([])
})
