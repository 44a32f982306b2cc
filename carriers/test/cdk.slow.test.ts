import { describe, expect, test } from 'vitest'
import { createCheckedApp } from '../../cdk/checked.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { readFindings } from '../../test/cdk/synthesised.ts'
import { services } from './services.ts'

describe.each(carrierNames)('a stage with lines of %s', (name) => {
  test.each(['mixed', 'alone'] as const)('passes the checks, and a page says how keys are changed: %s', (stage) => {
    const report = readFindings(createCheckedApp('example', services[name][stage]).synth().directory)
    expect(report.flatMap(({ violations }) => violations)).toEqual([])
    const unrotated = report
      .flatMap(({ suppressedViolations }) => suppressedViolations)
      .filter(({ ruleName }) => ruleName === 'AwsSolutions-SMG4')
    for (const { violatingConstructs, reason } of unrotated)
      if (!violatingConstructs.every(({ constructPath }) => /\/(Pepper|ReplySigningKey)\//.test(constructPath)))
        expect(reason).toContain(`docs/${services[name].page}.md says how to change it`)
  })
})
