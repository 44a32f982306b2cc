import { expect, test } from 'vitest'

import { bundledFor, bundledWithout } from '../../cdk/bundled.ts'

test('a stage without a SIM bundles no client of httpSMS', () => {
  expect(bundledWithout('sim')).not.toMatch(/\/v1\/messages\/send|GetSecretValue/)
  expect(bundledFor(['sim'])).toMatch(/\/v1\/messages\/send/)
})
