import { hasAwsLine } from '../settings/carriers.ts'
import { monthlySpendLimitUsd } from '../settings/policy.ts'
import type { Settings } from '../settings/schema.ts'
import { hasSimLine } from '../shared/rules/policy.ts'

/** Regions inside the European Union; London and Zurich are called `eu-` too, but lie outside. */
const euRegions = ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']

/** What a maintainer has to know or do besides deploying the stage, in a sentence each. */
export const adviceOn = (stage: string, settings: Settings): readonly string[] => [
  ...(hasAwsLine(settings)
    ? [`Monthly SMS spend limit to request from AWS for ${stage}: ${monthlySpendLimitUsd(settings)} USD.`]
    : []),
  ...(hasSimLine(settings)
    ? [
        `The webhook that phones report to for ${stage} is a public address: docs/sim.md says what protects it, and what else a SIM needs.`,
      ]
    : []),
  ...(euRegions.includes(settings.region)
    ? []
    : [
        `Warning: ${settings.region} is not in the EU, where what people in the EU text should stay (${euRegions.join(', ')}).`,
      ]),
]
