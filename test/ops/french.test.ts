import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { englishIn } from './phrases.ts'

const files = globSync(['ops/**/*.ts', 'carriers/*/ops/*.ts', 'cdk/monitoring/alarms/*.ts', 'carriers/*/cdk/*.ts'])

test('what a French volunteer reads has no English word, from the mail to the remedy', () => {
  const said = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bfr: (?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g)].map(
      ([, plain, template = '']) => (plain ?? template).replaceAll(/\$\{[^}]*\}|"[^"]*"/g, ''),
    ),
  )
  expect(said.length).toBeGreaterThan(250)
  expect(said.filter((words) => englishIn(words).length > 0)).toEqual([])
})

test('what doctor says of a check, it says in each language', () => {
  const checks = globSync(['ops/checks/*.ts', 'carriers/*/ops/{checks,numbers,dry-runs,operations,polls,price}.ts'])
  const onlyEnglish = checks.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:ok|fix|unsure|remark|tried)\((['"`])/g)].map(() => file),
  )
  expect(onlyEnglish).toEqual([])
})
