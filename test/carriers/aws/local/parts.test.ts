import fc from 'fast-check'
import { expect, it } from 'vitest'

import { partsOf } from '../../../../carriers/aws/local/parts.ts'
import { simulatedOutcome } from '../../../../carriers/aws/local/simulator-numbers.ts'
import { simulatorNumbers } from '../../../../carriers/aws/rules/simulator-numbers.ts'
import { smsParts } from '../../../../shared/rules/sms-parts.ts'

it.each<[string, string, ReturnType<typeof partsOf>]>([
  ['160 characters of GSM', 'é'.repeat(160), { encoding: 'GSM', parts: 1 }],
  ['one more', 'é'.repeat(161), { encoding: 'GSM', parts: 2 }],
  ['80 that take two each', '€'.repeat(80), { encoding: 'GSM', parts: 1 }],
  ['77 that take two, which no part splits', '€'.repeat(76 * 2 + 1), { encoding: 'GSM', parts: 3 }],
  ['70 others', 'ê'.repeat(70), { encoding: 'Unicode', parts: 1 }],
  ['one more', 'ê'.repeat(71), { encoding: 'Unicode', parts: 2 }],
])('AWS bills %s', (_, text, parts) => {
  expect(partsOf(text)).toStrictEqual(parts)
})

it('The stand-in bills a text as the number expects', () => {
  const characters = fc.constantFrom(...'aZ0 é€[ê👋\n')
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 400 }), (some) => {
      const { gsm7, parts } = smsParts(some.join(''))
      // The library finds no part in an empty text, which nobody sends.
      fc.pre(some.length > 0)
      expect(partsOf(some.join(''))).toStrictEqual({ encoding: gsm7 ? 'GSM' : 'Unicode', parts })
    }),
  )
})

it('The stand-in has the simulator numbers that the number knows', () => {
  for (const { success, failure } of Object.values(simulatorNumbers))
    expect([simulatedOutcome(success), simulatedOutcome(failure)]).toStrictEqual(['success', 'failure'])
})
