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
      if (text === undefined) {
        const { en, fr } = redeploy(stack)
        const why = isBrokenIn(stack.outputOf) ? inPieces : missing
        throw new Refusal({
          en: `The stack ${stack.stackName} ${why.en}: whoever deployed it has the file; ${en}.`,
          fr: `La pile ${stack.stackName} ${why.fr}\u00a0: qui l’a déployée a le fichier\u202f; ${fr}.`,
        })
      }
      context.print(text)
    })

const inPieces = {
  en: 'carries pieces of settings that make up no file',
  fr: 'porte des morceaux de réglages qui ne font pas un fichier',
}

const missing = { en: 'does not carry its settings yet', fr: 'ne porte pas encore ses réglages' }
