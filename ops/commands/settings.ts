import { Command } from '@commander-js/extra-typings'
import { fileIn } from '../../settings/outputs.ts'
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
      if (text === undefined) {
        const { en, fr } = redeploy(stack)
        throw new Refusal({
          en: `The stack ${stack.stackName} does not carry its settings, or not whole: whoever deployed it has the file; ${en}.`,
          fr: `La pile ${stack.stackName} ne porte pas ses réglages, ou pas en entier\u00a0: qui l’a déployée a le fichier\u202f; ${fr}.`,
        })
      }
      context.print(text)
    })
