import { Command } from '@commander-js/extra-typings'

import { readLimits, readNumbers } from '../../carriers/aws/ops/phone-numbers.ts'
import { hasAwsLine } from '../../carriers/aws/settings/lines.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'

type Numbers = Awaited<ReturnType<typeof list>>

export const numbersCommand = (context: CommandContext) =>
  new Command('numbers')
    .description("the account's numbers and their state, its spend limit, and whether it is in the sandbox")
    .action(async () => {
      const deployment = await context.open()
      // Without AWS lines the stage may be in a region where AWS doesn't offer SMS.
      if (!hasAwsLine(deployment.settings)) return context.report(none, () => noneOfAws)
      context.report(await list(deployment), print)
    })

const none = { sandbox: null, monthlySpendLimitUsd: null, numbers: [] }
const noneOfAws = 'No line of this stage is one of AWS: doctor looks at the others.'

const list = async (deployment: Deployment) => {
  const [limits, numbers] = await Promise.all([readLimits(deployment), readNumbers(deployment)])
  return {
    ...limits,
    numbers: numbers.map((one) => ({
      number: one.PhoneNumber ?? '',
      id: one.PhoneNumberId ?? '',
      country: one.IsoCountryCode ?? '',
      type: one.NumberType ?? '',
      status: one.Status ?? '',
      isLine: deployment.lineNumbers.includes(one.PhoneNumber ?? ''),
      attached: one.TwoWayEnabled === true && one.TwoWayChannelArn === deployment.outputs.InboundTopicArn,
      selfManagedOptOuts: one.SelfManagedOptOutsEnabled === true,
      textsAbroad: one.InternationalSendingEnabled === true,
      monthlyPriceUsd: Number(one.MonthlyLeasingPrice ?? 0),
    })),
  }
}

const print = ({ sandbox, monthlySpendLimitUsd, numbers }: Numbers): string =>
  [
    sandbox
      ? 'The account is in the SMS sandbox: AWS refuses texts to strangers.'
      : 'The account is out of the SMS sandbox.',
    `It may spend ${monthlySpendLimitUsd} USD a month on texts.`,
    ...(numbers.length === 0 ? ['It has no numbers here.'] : numbers.map(describe)),
  ].join('\n')

const describe = (one: Numbers['numbers'][number]): string =>
  [
    `${one.number}  ${one.id}  ${one.country}  ${one.type}  ${one.status}`,
    one.isLine ? 'a line in settings' : 'not in settings',
    ...(one.type === 'SIMULATOR' ? ["texts AWS's simulator numbers only"] : uses(one)),
    `${one.monthlyPriceUsd.toFixed(2)} USD a month`,
  ].join(', ')

const uses = ({ attached, selfManagedOptOuts, textsAbroad }: Numbers['numbers'][number]): readonly string[] => [
  attached ? 'attached' : 'not attached to this stage',
  selfManagedOptOuts ? 'our own opt-outs' : 'AWS answers HELP and STOP',
  textsAbroad ? 'texts abroad' : 'texts its own country only',
]
