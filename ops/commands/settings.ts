import { Command } from '@commander-js/extra-typings'
import { fileIn, isBrokenIn } from '../../settings/outputs.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { CommandContext } from '../command-context.ts'
import { redeploy } from '../deployment.ts'

export const settingsCommand = (context: CommandContext) =>
  new Command('settings')
    .description('prints the settings file that is deployed, as it was')
    .addHelpText(
      'after',
      '\nnpm run -s ops -- settings --stage prod > settings/prod.json brings it back; without -s, npm writes into it, too.',
    )
    .action(async () => {
      const stack = await context.find()
      const text = fileIn(stack.outputOf)
      if (text === undefined)
        throw new Refusal(
          `The stack ${stack.stackName} ${isBrokenIn(stack.outputOf) ? 'carries pieces of settings that make up no file' : 'does not carry its settings yet'}: whoever deployed it has the file; ${redeploy(stack).en}.`,
        )
      context.print(text)
    })
