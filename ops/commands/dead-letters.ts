import { Argument, Command } from '@commander-js/extra-typings'

import { Refusal } from '../../settings/refusal.ts'
import type { CommandContext } from '../command-context.ts'
import { type DeadLetter, readDeadLetters } from '../dead-letters.ts'
import type { Deployment } from '../deployment.ts'
import { type DeadLetterQueue, deadLetterQueues, messagesIn, urlOf } from '../queues.ts'
import { type Redriven, redrive } from '../redrive.ts'
import { counted, momentOf } from '../words.ts'

type Stuck = { readonly queue: DeadLetterQueue; readonly count: number; readonly some: readonly DeadLetter[] }

export const deadLettersCommand = (context: CommandContext) =>
  new Command('dead-letters')
    .description('texts and replies that could not be handled: what is stuck, since when, and why if the log tells')
    .addArgument(
      new Argument('[action]', 'redrive: send them round again, when the cause is over').choices(['redrive']),
    )
    .addHelpText('after', '\nA text older than two days gets no answer; a reply that is a day late expires.')
    .action(async (action) => {
      const deployment = await context.open()
      if (action === undefined) return context.report(await list(deployment), printStuck)
      await context.confirm(deployment, 'Is the cause over? Send all dead letters round again?')
      const redriven = await Promise.all(deadLetterQueues.map((queue) => redrive(deployment, queue)))
      const trouble = redriven.find((one) => one.trouble !== undefined)?.trouble
      if (trouble !== undefined && redriven.every(({ count }) => count === 0)) throw new Refusal(trouble)
      context.report(redriven, printRedriven)
      if (trouble !== undefined) throw new Refusal(notAll)
    })

const notAll = 'Not all dead letters are on the way again: try again when the cause of that is over.'

const list = (deployment: Deployment): Promise<readonly Stuck[]> =>
  Promise.all(
    deadLetterQueues.map(async (queue) => ({
      queue,
      count: await messagesIn(deployment, urlOf(deployment, queue)),
      some: await readDeadLetters(deployment, queue),
    })),
  )

const names: Readonly<Record<DeadLetterQueue, string>> = {
  texts: 'Texts',
  replies: 'Replies',
  undelivered: 'Texts that SNS could not deliver',
}

const printStuck = (stuck: readonly Stuck[]): string =>
  stuck
    .flatMap(({ queue, count, some }) => [
      `${names[queue]}: ${count === 0 ? 'none' : count}`,
      ...some.map(
        ({ id, since, reason = 'the log tells no reason' }) => `  ${id}  since ${momentOf(since)}  ${reason}`,
      ),
    ])
    .join('\n')

const printRedriven = (redriven: readonly Redriven[]): string => {
  const lines = redriven.flatMap((one) => (one.count === 0 && one.trouble === undefined ? [] : [describe(one)]))
  return lines.length === 0 ? 'There was nothing to send round again.' : lines.join('\n')
}

const describe = ({ queue, count, trouble }: Redriven): string => {
  const started =
    count === 0 ? 'none is known to be on the way again' : `about ${counted(count, 'is', 'are')} on the way again`
  if (trouble === undefined) return `${names[queue]}: ${started}.`
  return `${names[queue]}: ${started}${count === 0 ? '' : ', the others are not'}. ${trouble}`
}
