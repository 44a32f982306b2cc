import { Command } from '@commander-js/extra-typings'
import { UsageError } from '../../settings/refusal.ts'
import { mostCancellations } from '../../shared/rules/cancellations.ts'
import { type CommandContext, parseMoment } from '../command-context.ts'
import { cancel, findPending, newestOf, type Pending } from '../pending.ts'
import { counted, momentOf } from '../words.ts'

type Cancelled = { readonly found: number; readonly senders: number } & Awaited<ReturnType<typeof cancel>>

export const cancelPendingCommand = (context: CommandContext) =>
  new Command('cancel-pending')
    .description('drops the queued replies that were promised in a certain time, genuine ones too')
    .requiredOption('--promised-after <moment>', 'such as 2026-11-24T18:00Z', parseMoment)
    .requiredOption('--before <moment>', 'such as 2026-11-24T22:00Z', parseMoment)
    .addHelpText(
      'after',
      [
        '\nFor the hours of a flood: it cannot tell whose text was genuine, so replies owed to genuine senders go too.',
        'Each sender still counts as answered, and hears nothing if they text again before the limits allow another reply.',
        'Replies to texts that come later are sent, even if --before is in the future.',
        'The budget that was booked is not given back. Pause first, so that none is sent while you decide.',
      ].join('\n'),
    )
    .action(async ({ promisedAfter, before }) => {
      if (promisedAfter >= before) throw new UsageError('--promised-after must be earlier than --before.')
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

const question = (pending: readonly Pending[], after: number, before: number): string =>
  `${counted(pending.length, 'reply', 'replies')} to ${counted(sendersOf(pending), 'sender', 'senders')}, promised from ${momentOf(after)} to ${momentOf(before)}, would be dropped, and their senders count as answered; those that genuine senders are owed go too. This frees no room: what they booked stays booked, and nobody else is answered for it. Drop them?`

const print = ({ found, cancelled, droppedNotes, lostNotes }: Cancelled): string =>
  found === 0
    ? 'No reply that was promised in that time is queued.'
    : [
        `${counted(cancelled, 'reply is', 'replies are')} dropped when due, and counted as cancelled then. The room that was booked stays booked.`,
        ...(cancelled === found ? [] : [`${found - cancelled} had just been sent.`]),
        ...(droppedNotes === undefined
          ? []
          : [
              `${counted(droppedNotes, 'older note was', 'older notes were')} dropped, since only the newest ${mostCancellations} count.`,
            ]),
        ...(lostNotes === true
          ? ['What was noted before could not be read, and was replaced: no command of ours wrote it.']
          : []),
      ].join('\n')
