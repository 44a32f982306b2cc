import { monthlySpendLimitUsd } from '../../../settings/config.ts'
import type { Settings } from '../../../settings/schema.ts'
import { mayAnswer } from '../settings/country.ts'
import { hasOnlySimulators } from '../settings/lines.ts'

type Line = Settings['lines'][number]

/** Says what to request from AWS for the numbers of a stage, and which phones they can't answer. */
export const adviceOnNumbers = (stage: string, settings: Settings): readonly string[] => [
  // The spend limit of a new account is enough for simulators.
  ...(hasOnlySimulators(settings)
    ? []
    : [`Monthly SMS spend limit to request from AWS for ${stage}: ${monthlySpendLimitUsd(settings)} USD.`]),
  ...settings.lines
    .filter(({ carrier }) => carrier === 'aws')
    .flatMap((line) => [...onBuying(line), ...onCountries(line, settings)]),
]

/** Says if a number needs a registration (user guide, phone-numbers-request-long-code; CloudFormation, AWS::SMSVOICE::PhoneNumber). */
const onBuying = ({ buy }: Line): readonly string[] =>
  // Numbers of Canada need none.
  buy === undefined || buy === 'SIMULATOR' || buy === 'CA'
    ? []
    : [
        `Before AWS sells a number of ${buy} it wants a registration, which CloudFormation can't make: register and order it in the End User Messaging console, put it into settings as "number", deploy, and attach it.`,
      ]

const onCountries = (line: Line, { countries }: Settings): readonly string[] => {
  const others = countries.filter((country) => !mayAnswer(line, country))
  return others.length === 0
    ? []
    : [
        `An AWS number answers phones of its own country: phones of ${others.join(', ')} may never get a reply from ${nameOf(line)}.`,
      ]
}

const nameOf = ({ number, buy }: Line): string =>
  number ?? (buy === 'SIMULATOR' ? 'the simulator' : `the number of ${buy}`)
