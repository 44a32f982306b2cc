import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

import { runOn } from './machine.ts'

/** Nothing of AWS is asked where settings tell all numbers. */
const card = (...args: readonly string[]) => runOn({}, ['card', ...args])

test('a page of cards is drawn for a line as people write it, in its language, with a name', async () => {
  const { exitCode, out } = await card('--number', '+32 (460) 00-00.00', '--json')
  expect(exitCode).toBe(0)
  const { file, ...drawn } = JSON.parse(out)
  expect(drawn).toEqual({ number: '+32460000000', language: 'fr', name: 'Alex', remark: '' })
  expect(file).toMatch(/\/dist\/card-local-fr\.pdf$/)
  expect(readFileSync(file, 'latin1')).toMatch(/^%PDF-/)
})

test('the language of its words and the name can be chosen', async () => {
  const { out } = await card('--number', '+32460000000', '--language', 'de', '--name', 'Noé')
  expect(out).toMatch(/card-local-de\.pdf: eight cards .* saves the number as Noé\.$/)
})

test('no card gives out a number that is no line', async () => {
  const { exitCode, out, err } = await card('--number', '+32460000001')
  expect([exitCode, out]).toEqual([1, ''])
  expect(err).toMatch(/^\+32460000001 is no line of local, whose lines are \+32460000000: /)
})

test('one file for phones is drawn instead, in the languages of the stage, under a name that tells nobody what it is', async () => {
  const { exitCode, out } = await card('--page', '--number', '+32460000000', '--json')
  expect(exitCode).toBe(0)
  const { file, bytes, ...drawn } = JSON.parse(out)
  expect(drawn).toEqual({ number: '+32460000000', languages: ['fr'], name: 'Alex' })
  expect(file).toMatch(/\/dist\/local\/notes-fr\.html$/)
  expect(statSync(file).size).toBe(bytes)
})

test('the file says in a sentence what to do with it, and can have a language and a name', async () => {
  const { out } = await card('--page', '--number', '+32460000000', '--language', 'nl', '--name', 'Noé')
  expect(out).toMatch(/\/dist\/local\/notes-nl\.html: \d+ kB\. Read it, [^.]+\.$/)
  expect(readFileSync(out.replace(/: .*$/s, ''), 'utf8')).toContain('value="Noé"')
})
