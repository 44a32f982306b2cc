import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

import { runOn } from './machine.ts'

/** Settings list every number of this stage, so that no request to AWS is needed. */
const card = (...args: readonly string[]) => runOn({}, ['card', ...args])

test('card accepts a number with punctuation, and draws a sheet in the language of the line with a default name', async () => {
  const { exitCode, out } = await card('--number', '+32 (460) 00-00.00', '--json')
  expect(exitCode).toBe(0)
  const { file, ...drawn } = JSON.parse(out)
  expect(drawn).toEqual({ number: '+32460000000', language: 'fr', name: 'Alex', remark: '' })
  expect(file).toMatch(/\/dist\/card-local-fr\.pdf$/)
  expect(readFileSync(file, 'latin1')).toMatch(/^%PDF-/)
})

test('card takes a language and a name', async () => {
  const { out } = await card('--number', '+32460000000', '--language', 'de', '--name', 'Noé')
  expect(out).toMatch(/card-local-de\.pdf: eight cards .* saves the number as Noé\.$/)
})

test('card refuses a number that is not a line of the stage', async () => {
  const { exitCode, out, err } = await card('--number', '+32460000001')
  expect([exitCode, out]).toEqual([1, ''])
  expect(err).toMatch(/^\+32460000001 is no line of local, whose lines are \+32460000000: /)
})

test('card --page writes one file for phones instead, in the languages of the stage, under a name that does not give it away', async () => {
  const { exitCode, out } = await card('--page', '--number', '+32460000000', '--json')
  expect(exitCode).toBe(0)
  const { file, bytes, ...drawn } = JSON.parse(out)
  expect(drawn).toEqual({ number: '+32460000000', languages: ['fr'], name: 'Alex' })
  expect(file).toMatch(/\/dist\/local\/notes-fr\.html$/)
  expect(statSync(file).size).toBe(bytes)
})

test('card --page says in one sentence what to do with the file, and takes a language and a name', async () => {
  const { out } = await card('--page', '--number', '+32460000000', '--language', 'nl', '--name', 'Noé')
  expect(out).toMatch(/\/dist\/local\/notes-nl\.html: \d+ kB\. Read it, [^.]+\.$/)
  expect(readFileSync(out.replace(/: .*$/s, ''), 'utf8')).toContain('value="Noé"')
})
