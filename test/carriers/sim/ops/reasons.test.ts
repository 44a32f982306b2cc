import { expect, test } from 'vitest'

import { knownWordsFor } from '../../../../ops/explain.ts'

test.each(['PHONE_OFFLINE', 'PHONE_UNKNOWN', 'NOT_ATTACHED', 'HTTP_401', 'HTTP_402', 'HTTP_418'])(
  'the reason %s has an explanation',
  (reason) => {
    expect(knownWordsFor(reason)).toMatch(/^[^\n]+: [^\n]*[^.]$/)
  },
)
