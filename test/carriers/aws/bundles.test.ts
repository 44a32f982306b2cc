import { expect, test } from 'vitest'

import { bundledFor, bundledWithout } from '../../cdk/bundled.ts'

test('a stage without an AWS number bundles no client of End User Messaging', () => {
  expect(bundledWithout('aws')).not.toContain('SendTextMessage')
  expect(bundledFor(['aws'])).toContain('SendTextMessage')
})
