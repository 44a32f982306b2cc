import { expect, test } from 'vitest'

import { phoneRules } from '../../../../carriers/sim/rules.ts'
import { second } from '../../../../shared/rules/timing.ts'

test.each([
  [0, 60],
  [1, 60],
  [2, 30],
  [7, 8],
  [45, 1],
  [60, 1],
])(
  'a phone whose replies are %i s apart sends at most %i a minute, with one attempt each',
  (gap, messages_per_minute) => {
    expect(phoneRules(gap * second)).toEqual({
      max_send_attempts: 1,
      message_expiration_seconds: 600,
      messages_per_minute,
    })
  },
)
