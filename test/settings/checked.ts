import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { z } from 'zod'

import { checkSettings } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'

export const line = { number: '+32460000000', language: 'fr' }

export type Changes = { readonly [setting: string]: unknown }

const raw: unknown = JSON.parse(readFileSync(new URL('../../settings/example.json', import.meta.url), 'utf8'))

/** The example's settings as they stand in the file. */
export const example: Changes = z.looseObject({}).parse(raw)

/** What a maintainer has to replace. */
export const ours = { alertEmails: ['zoe@relou.example'], lines: [line], countries: ['BE', 'FR'] }

/** They, with some replaced, as a maintainer's. */
export const check = (changes: Changes) => checkSettings({ ...example, ...ours, ...changes }, 'settings/prod.json')

/** Why they are refused. */
export const refusal = (changes: Changes): string => {
  try {
    check(changes)
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  throw new Error('These settings were not refused.')
}

/** They are refused with one sentence, which begins like this. */
export const expectRefusal = (changes: Changes, sentence: string): void => {
  const message = refusal(changes)
  expect(message.startsWith(`settings/prod.json: ${sentence}`), message).toBe(true)
  expect(message).toMatch(/^[^\n]*\.$/)
}

/** What is said of the mistakes, without the file's name, which begins each sentence. */
export const said = (changes: Changes): readonly string[] =>
  refusal(changes)
    .split('\n')
    .map((sentence) => {
      expect(sentence).toMatch(/^settings\/prod\.json: .*\.$/)
      return sentence.slice('settings/prod.json: '.length)
    })
