import { Command } from '@commander-js/extra-typings'
import { Refusal } from '../../settings/refusal.ts'
import type { Translated } from '../../settings/values.ts'
import { type CommandContext, parseDuration, senderArgument } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { openSenders, senderKeyOf, withinAMinute } from '../senders.ts'
import { isoOf, joined, momentOf } from '../words.ts'

export const blockCommand = (context: CommandContext) =>
  new Command('block')
    .description('has a sender get nothing for a while')
    .addArgument(senderArgument())
    .option('--for <time>', 'how long, such as 12h or 30d; as long as settings say, if not given', parseDuration)
    .action(async (argument, { for: forMs }) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      // Lines on other networks have a prefix before their number.
      if (deployment.lineNumbers.some((line) => line.endsWith(number)))
        throw new Refusal({
          en: 'That number is a line of this stage, and nobody blocked.',
          fr: 'Ce numéro est une ligne de cet environnement\u00a0: personne n’a été bloqué.',
        })
      const blockedUntil = deployment.now() + (forMs ?? deployment.settings.block.for)
      await context.confirm(deployment, {
        en: `Block this sender until ${momentOf(blockedUntil)}? A queued reply is sent, unless you forget the sender.`,
        fr: `Bloquer cet expéditeur jusqu’au ${momentOf(blockedUntil)}\u202f? Une réponse en attente part, sauf si vous l’oubliez (forget).`,
      })
      context.report(await block(deployment, number, blockedUntil), print)
    })

/** A longer block stays as it is: only unblock ends one sooner. */
const block = async (deployment: Deployment, number: string, until: number) => {
  const senderKey = await senderKeyOf(deployment, number)
  const { blockedUntil } = await openSenders(deployment).change(senderKey, (record) =>
    record.blockedUntil >= until ? record : { ...record, blockedUntil: until, blockedByHandUntil: until },
  )
  return { blockedUntil: isoOf(blockedUntil) }
}

const print = ({ blockedUntil }: { readonly blockedUntil: string }): Translated => {
  const until = momentOf(blockedUntil)
  return joined([{ en: `Blocked until ${until}`, fr: `Bloqué jusqu’au ${until}` }, withinAMinute])
}
