import { Command } from '@commander-js/extra-typings'
import { UsageError } from '../../settings/refusal.ts'
import type { Translated } from '../../settings/values.ts'
import { mostCancellations } from '../../shared/rules/cancellations.ts'
import { type CommandContext, parseMoment } from '../command-context.ts'
import { cancel, findPending, newestOf, type Pending } from '../pending.ts'
import { counted, joined, momentOf, plural, same } from '../words.ts'

type Cancelled = { readonly found: number; readonly senders: number } & Awaited<ReturnType<typeof cancel>>

export const cancelPendingCommand = (context: CommandContext) =>
  new Command('cancel-pending')
    .description('drops the queued replies that were promised in a certain time, genuine ones too')
    .requiredOption('--promised-after <moment>', 'such as 2026-11-24T18:00Z', parseMoment)
    .requiredOption('--before <moment>', 'such as 2026-11-24T22:00Z', parseMoment)
    .action(async ({ promisedAfter, before }) => {
      if (promisedAfter >= before)
        throw new UsageError({
          en: '--promised-after must be earlier than --before.',
          fr: '--promised-after doit précéder --before.',
        })
      const deployment = await context.open()
      const pending = await findPending(deployment, promisedAfter, before)
      // Just after the newest promise, by the functions' clock, so that whoever texts from now on is answered.
      const until = newestOf(pending) + 1
      if (pending.length > 0) await context.confirm(deployment, question(pending, promisedAfter, until))
      const cancelled = await cancel(deployment, pending, { after: promisedAfter, before: until })
      const result = { found: pending.length, senders: sendersOf(pending), ...cancelled }
      context.report(result, print)
    })

const sendersOf = (pending: readonly Pending[]): number => new Set(pending.map(({ senderKey }) => senderKey)).size

const question = (pending: readonly Pending[], after: number, before: number): Translated => {
  const { length: replies } = pending
  const [senders, from, to] = [sendersOf(pending), momentOf(after), momentOf(before)]
  return {
    en: `${counted(replies, 'reply', 'replies')} to ${counted(senders, 'sender', 'senders')}, promised from ${from} to ${to}, would be dropped, and their senders count as answered; those that genuine senders are owed go too. This frees no room: what they booked stays booked, and nobody else is answered for it. Drop them?`,
    fr: `${plural(replies, 'réponse')} à ${plural(senders, 'expéditeur')}, du ${from} au ${to}\u00a0: rien ne partirait, celles de vrais expéditeurs non plus, et chacun compterait comme ayant eu sa réponse. Cela ne libère pas de place\u00a0: elle reste réservée, et personne d’autre n’en profite. Annuler\u202f?`,
  }
}

const print = ({ found, cancelled, droppedNotes = 0 }: Cancelled): Translated => {
  if (found === 0) return none
  const sent = found - cancelled
  const said: readonly Translated[] = [
    {
      en: `${counted(cancelled, 'reply is', 'replies are')} dropped when due, and counted as cancelled then. The room that was booked stays booked.`,
      fr: `${plural(cancelled, 'réponse annulée', 'réponses annulées')}\u00a0: à l’heure prévue, rien ne part, et cela se compte alors. La place réservée le reste.`,
    },
    ...(sent === 0
      ? []
      : [{ en: `${sent} had just been sent.`, fr: sent > 1 ? `${sent} venaient de partir.` : '1 venait de partir.' }]),
    ...(droppedNotes === 0
      ? []
      : [
          {
            en: `${counted(droppedNotes, 'older note was', 'older notes were')} dropped, since only the newest ${mostCancellations} count.`,
            fr: `${plural(droppedNotes, 'note plus ancienne effacée', 'notes plus anciennes effacées')}\u00a0: seules les ${mostCancellations} dernières comptent.`,
          },
        ]),
  ]
  return joined(said, same('\n'))
}

const none: Translated = {
  en: 'No reply that was promised in that time is queued.',
  fr: 'Aucune réponse promise pendant ce temps n’est en attente.',
}
