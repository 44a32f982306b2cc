import { carrierMonitoring } from '../carriers/cdk.ts'
import { carriersOf } from '../settings/lines.ts'
import type { Settings } from '../settings/schema.ts'

/** Regions inside the European Union; London and Zurich are called `eu-` too, but lie outside. */
const euRegions = ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']

/** What a maintainer has to know or do besides deploying the stage, one sentence each. */
export const adviceOn = (stage: string, settings: Settings): readonly string[] => [
  ...carriersOf(settings).flatMap((carrier) => carrierMonitoring[carrier].advice(stage, settings)),
  ...(euRegions.includes(settings.region)
    ? []
    : [
        `Warning: ${settings.region} is not in the EU, where what people in the EU text should stay (${euRegions.join(', ')}).`,
      ]),
]
