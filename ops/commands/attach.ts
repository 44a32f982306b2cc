import { Command } from '@commander-js/extra-typings'

import { attachNumber } from '../../carriers/aws/ops/attach.ts'
import { attachSim } from '../../carriers/sim/ops/attach.ts'
import { simLinesOf } from '../../carriers/sim/settings/lines.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { CommandContext } from '../command-context.ts'
import { deployFirst } from '../lines.ts'
import { lineNumber } from '../phone-number.ts'

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
      '\nA number of the account, or one with a SIM, if settings say so: its phone runs httpSMS, whose API key is taken from\nHTTPSMS_API_KEY the first time, and kept in the stack.',
    )
    .action(async (argument) => {
      const number = await context.number(argument, lineNumber)
      const deployment = await context.open()
      const line = simLinesOf(deployment.settings).find((sim) => sim.number === number)
      if (line === undefined) return attachNumber(context, deployment, number)
      const { sim } = deployment
      if (sim === undefined) throw new Refusal(deployFirst(deployment))
      await attachSim(context, { ...deployment, sim }, line)
    })
