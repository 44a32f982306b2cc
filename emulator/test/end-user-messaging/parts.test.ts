import fc from 'fast-check'
import { expect, it } from 'vitest'
import { simulatorNumbers } from '../../../carriers/aws/rules/simulator-numbers.ts'
import { smsParts } from '../../../shared/rules/sms-parts.ts'
import { partsOf } from '../../services/end-user-messaging/parts.ts'
import { simulatedOutcome } from '../../services/end-user-messaging/simulator-numbers.ts'

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
