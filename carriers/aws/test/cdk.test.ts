import { Stack } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { awsCdk } from '../cdk/resources.ts'
import { simulatorNumbers } from '../simulator-numbers.ts'

test.each([
  ['+33700000000', simulatorNumbers['FR']?.success],
  ['+32460000000', simulatorNumbers['BE']?.success],
  // A toll-free number of the US, which is no mobile one.
  ['+18885550123', simulatorNumbers['US']?.success],
  ['+14165550123', false],
  ['+4915700000000', false],
])('a beat asks whether %s would send to %s', (number, beatTo) => {
  expect(beatTo).toBeDefined()
  const line = { number, carrier: 'aws', language: 'en', budget: 'default', texts: {} } as const
  expect(awsCdk.phoneNumberOf?.(new Stack(), line)).toMatchObject({ beatTo })
})
