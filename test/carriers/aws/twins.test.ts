import fc from 'fast-check'
import parsePhoneNumber from 'libphonenumber-js/max'
import { expect, test } from 'vitest'

import { simulatorNumbers } from '../../../carriers/aws/simulator-numbers.ts'
import { partsOf, simulatedOutcome } from '../../../emulator/index.ts'
import { smsParts } from '../../../shared/rules/messages.ts'

test('the emulator counts as many parts of a text as the number does', () => {
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

test.each(Object.entries(simulatorNumbers))(
  'the emulator knows the destination simulator numbers of %s, which belong to that country',
  (country, { success, failure }) => {
    expect([simulatedOutcome(success), simulatedOutcome(failure)]).toStrictEqual(['success', 'failure'])
    for (const number of [success, failure]) expect(parsePhoneNumber(number)?.country).toBe(country)
  },
)
