import { describe, expect, test } from 'vitest'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { inboundExamples, merged } from './examples.ts'
import { services } from './services.ts'

const expected = (comes: object, changes: object | string): readonly unknown[] => {
  if (changes === 'ignored') return []
  return [typeof changes === 'string' ? changes : merged(comes, changes)]
}

describe.each(carrierNames)('%s brings', (name) => {
  describe.each(Object.entries(inboundExamples(name)))('%s', (kind, { payload, comes, examples }) => {
    test.each(Object.entries(examples))('%s', async (_, [given, changes]) => {
      expect(await services[name].door(kind, merged(payload, given))).toEqual(expected(comes, changes))
    })
  })
})
