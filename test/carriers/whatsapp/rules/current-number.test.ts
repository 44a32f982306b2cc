import { expect, test } from 'vitest'

import { currentNumber } from '../../../../carriers/whatsapp/names.ts'

test.each([
  ['a Mexican number with the 1 that was dropped in 2019', '+5215512345678', '+525512345678'],
  ['a Brazilian mobile number without its ninth digit', '+553187654321', '+5531987654321'],
  ['one that began with 9 before', '+556199654321', '+5561999654321'],
])('%s is read in the spelling of today', (_, old, current) => {
  expect(currentNumber(old)).toBe(current)
})

test.each([
  ['a Mexican number of today', '+525512345678'],
  ['a Brazilian mobile number of today', '+5531987654321'],
  ['a Brazilian landline', '+551132345678'],
  ['a Brazilian radio phone, which kept eight digits', '+551178901234'],
  ['an Argentine mobile number, whose 9 belongs to it', '+5491123456789'],
  ['a French number', '+33612345678'],
  ['a number of another country that begins alike', '+15215550123'],
  ['a Mexican number with a digit too many', '+52155123456789'],
  ['junk', '+521'],
])('%s stays as it is', (_, number) => {
  expect(currentNumber(number)).toBe(number)
})
