import { Command } from '@commander-js/extra-typings'
import type { Settings } from '../../settings/schema.ts'
import { addressOf, type CarrierName } from '../../shared/rules/carriers.ts'
import type { Operations } from '../carrier.ts'
import { type CommandContext, lineAddress } from '../command-context.ts'

export const attachCommand = (context: CommandContext, operations: Operations) =>
  new Command('attach')
    .description(
      'has what a number receives come here, with our own opt-outs, and protects it and the table from being deleted',
    )
    .argument(
      '[number]',
      'the number, such as +32460000000; without it, or with -, it is asked for, or read from standard input',
    )
    .action(async (argument) => {
      const typed = await context.number(argument, lineAddress)
      const deployment = await context.open()
      const { carrier, address } = lineFor(typed, deployment.settings)
      await operations[carrier].attach(context, deployment, address)
    })

/** Finds the line with that address or number. Any other number could only be attached as one of AWS. */
const lineFor = (typed: string, { lines }: Settings): { readonly carrier: CarrierName; readonly address: string } => {
  const known = lines.flatMap(({ carrier, number }) =>
    number === undefined ? [] : [{ carrier, number, address: addressOf({ carrier }, number) }],
  )
  const exact = known.find(({ address }) => address === typed)
  return exact ?? known.find(({ number }) => number === typed) ?? { carrier: 'aws', address: typed }
}
