import { mayAnswer } from '../carriers/aws/settings/country.ts'
import { hasAwsLine, hasOnlySimulators } from '../carriers/aws/settings/lines.ts'
import { carriers } from '../carriers/registry.ts'
import { hasSimLine } from '../carriers/sim/rules/line.ts'
import { monthlySpendLimitUsd } from '../settings/config.ts'
import type { Settings } from '../settings/schema.ts'

/** Regions inside the European Union; London and Zurich are called `eu-` too, but lie outside. */
const euRegions = ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']

/** What a maintainer has to know or do besides deploying the stage, in a sentence each. */
export const adviceOn = (stage: string, settings: Settings): readonly string[] => [
  // For simulators, what a new account may spend is enough.
  ...(hasAwsLine(settings) && !hasOnlySimulators(settings)
    ? [`Monthly SMS spend limit to request from AWS for ${stage}: ${monthlySpendLimitUsd(settings)} USD.`]
    : []),
  ...settings.lines.flatMap((line) => [...onBuying(line), ...onCountries(line, settings)]),
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

type Line = Settings['lines'][number]

/** User guide, phone-numbers-request-long-code; CloudFormation, AWS::SMSVOICE::PhoneNumber. */
const onBuying = ({ buy }: Line): readonly string[] =>
  // Canada wants none.
  buy === undefined || buy === 'SIMULATOR' || buy === 'CA'
    ? []
    : [
        `Before AWS sells a number of ${buy} it wants a registration, which CloudFormation can't make: register and order it in the End User Messaging console, put it into settings as "number", deploy, and attach it.`,
      ]

const onCountries = (line: Line, { countries }: Settings): readonly string[] => {
  const others = carriers[line.carrier].ownCountryOnly ? countries.filter((country) => !mayAnswer(line, country)) : []
  return others.length === 0
    ? []
    : [
        `A number of AWS answers phones of its own country: phones of ${others.join(', ')} may never get a reply from ${nameOf(line)}.`,
      ]
}

const nameOf = ({ number, buy }: Line): string =>
  number ?? (buy === 'SIMULATOR' ? 'the simulator' : `the number of ${buy}`)
