import { expect, test } from 'vitest'

import { findingsIn } from '../../../cdk/synthesised.ts'
import { mixed, simOnly } from './stages.ts'

test.each([
  ['SIMs and AWS', mixed],
  ['SIMs only', { ...simOnly, httpSms: { url: 'https://sms.example.org', webhookConcurrency: 7 } }],
])('the checks find only acknowledged exceptions in a stage with %s', (_, settings) => {
  const report = findingsIn(settings)
  expect(report.flatMap(({ violations }) => violations)).toEqual([])
  const exceptions = report.flatMap(({ suppressedViolations }) => suppressedViolations)
  const ofSim = exceptions.filter(({ violatingConstructs }) =>
    violatingConstructs.some(({ constructPath }) => constructPath.includes('/Sim')),
  )
  expect(ofSim).toEqual([
    expect.objectContaining({ ruleName: 'AwsSolutions-SMG4', reason: expect.stringContaining('docs/sim.md') }),
  ])
})
