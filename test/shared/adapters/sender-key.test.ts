import { expect, test } from 'vitest'

import { createSenderKeyOf } from '../../../shared/adapters/signatures.ts'

test('a sender key is the HMAC-SHA256 of the number under the pepper', () => {
  // printf %s +33612345678 | openssl dgst -sha256 -hmac pepper -binary | basenc --base64url | tr -d =
  expect(createSenderKeyOf('pepper')('+33612345678')).toBe('BnzDSPLKgkxLjS-b23tVJ5ro8b4m41EXMAaCstkAAPs')
  expect(createSenderKeyOf('another')('+33612345678')).not.toBe('BnzDSPLKgkxLjS-b23tVJ5ro8b4m41EXMAaCstkAAPs')
})
