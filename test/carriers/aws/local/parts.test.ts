import fc from 'fast-check'
import { expect, it } from 'vitest'

import { partsOf } from '../../../../carriers/aws/local/parts.ts'
import { simulatedOutcome } from '../../../../carriers/aws/local/simulator-numbers.ts'
import { simulatorNumbers } from '../../../../carriers/aws/rules/simulator-numbers.ts'
import { smsParts } from '../../../../shared/rules/sms-parts.ts'

it.each<[string, string, ReturnType<typeof partsOf>]>([
  ['160 characters of GSM as one part', 'é'.repeat(160), { encoding: 'GSM', parts: 1 }],
  ['161 characters of GSM as two parts', 'é'.repeat(161), { encoding: 'GSM', parts: 2 }],
  ['80 extended characters, which count twice, as one part', '€'.repeat(80), { encoding: 'GSM', parts: 1 }],
  [
    '153 extended characters as three parts, since none is split',
    '€'.repeat(76 * 2 + 1),
    { encoding: 'GSM', parts: 3 },
  ],
  ['70 characters of Unicode as one part', 'ê'.repeat(70), { encoding: 'Unicode', parts: 1 }],
  ['71 characters of Unicode as two parts', 'ê'.repeat(71), { encoding: 'Unicode', parts: 2 }],
])('AWS bills %s', (_, text, parts) => {
  expect(partsOf(text)).toStrictEqual(parts)
})

it('The stand-in counts as many parts as the number does', () => {
  const characters = fc.constantFrom(...'aZ0 é€[ê👋\n')
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 400 }), (some) => {
      const { gsm7, parts } = smsParts(some.join(''))
      // The library counts no part in an empty text, but nobody sends one.
      fc.pre(some.length > 0)
      expect(partsOf(some.join(''))).toStrictEqual({ encoding: gsm7 ? 'GSM' : 'Unicode', parts })
    }),
  )
})

it('The stand-in knows the same simulator numbers as the number does', () => {
  for (const { success, failure } of Object.values(simulatorNumbers))
    expect([simulatedOutcome(success), simulatedOutcome(failure)]).toStrictEqual(['success', 'failure'])
})
