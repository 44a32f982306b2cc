import { Command } from '@commander-js/extra-typings'

import { carrierOperations } from '../../carriers/ops.ts'
import type { CommandContext } from '../command-context.ts'
import { lineNumber } from '../phone-number.ts'

const attachHelp = Object.values(carrierOperations).flatMap((operations) => operations.attachHelp)

export const attachCommand = (context: CommandContext) =>
  new Command('attach')
    .description(
      'has what a number receives come here, with our own opt-outs, and protects it and the table from being deleted',
    )
    .argument(
      '[number]',
      'the number, such as +32460000000; without it, or with -, it is asked for, or read from standard input',
    )
    .addHelpText(
      'after',
      ['', 'A number of the account, or one of another carrier, if settings say so.', ...attachHelp].join('\n'),
    )
    .action(async (argument) => {
      const number = await context.number(argument, lineNumber)
      const deployment = await context.open()
      // A number that is no line yet is one of the account, or nothing that anybody could attach.
      const carrier = deployment.settings.lines.find((line) => line.number === number)?.carrier ?? 'aws'
      await carrierOperations[carrier].attach(context, deployment, number)
    })
