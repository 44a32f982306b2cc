import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { z } from 'zod'
import { checkSettings } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { Settings } from '../../settings/schema.ts'

export const line = { number: '+32460000000', language: 'fr' }

export type Changes = { readonly [setting: string]: unknown }

const raw: unknown = JSON.parse(readFileSync(new URL('../../settings/example.json', import.meta.url), 'utf8'))

/** The settings of the stage `example` as parsed from the file, before any check. */
export const exampleFile: Changes = z.looseObject({}).parse(raw)

/** The settings of the stage `example`, with some replaced. */
export const exampleWith = (changes: Changes): Settings =>
  checkSettings({ operatorLanguage: 'en', ...exampleFile, ...changes }, 'settings/example.json')

export const example = exampleWith({})

const toPeople = { alertEmails: ['zoe@relou.example'], runbookUrl: 'https://relou.example/runbook' }
/** The settings that every maintainer has to replace. */
const ours = { ...toPeople, lines: [line], countries: ['BE', 'FR'] }

/** The checked settings of a maintainer, who has made these changes. */
export const check = (changes: Changes) => checkSettings({ ...exampleFile, ...ours, ...changes }, 'settings/prod.json')

/** The message with which changed settings are refused. Throws if they are accepted. */
export const refusal = (changes: Changes): string => {
  try {
    check(changes)
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  throw new Error('These settings were not refused.')
}

/** The sentences with which changed settings are refused, one for each mistake, without the file's name. */
export const said = (changes: Changes): readonly string[] =>
  refusal(changes)
    .split('\n')
    .map((sentence) => {
      expect(sentence).toMatch(/^settings\/prod\.json: .*\.$/)
      return sentence.slice('settings/prod.json: '.length)
    })
