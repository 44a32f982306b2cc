import { Argument, Command } from '@commander-js/extra-typings'

import { type DeadLetter, readDeadLetters } from '../dead-letters.ts'
import type { Deployment } from '../deployment.ts'
import type { Desk } from '../desk.ts'
import { type DeadLetterQueue, deadLetterQueues, messagesIn, urlOf } from '../queues.ts'
import { redrive } from '../redrive.ts'
import { counted, momentOf } from '../words.ts'

type Stuck = { readonly queue: DeadLetterQueue; readonly count: number; readonly some: readonly DeadLetter[] }
type Redriven = { readonly queue: DeadLetterQueue; readonly count: number }

export const deadLettersCommand = (desk: Desk) =>
  new Command('dead-letters')
    .description('texts and replies that could not be handled: what is stuck, since when, and why if the log tells')
    .addArgument(
      new Argument('[action]', 'redrive: send them round again, when the cause is over').choices(['redrive']),
    )
    .addHelpText('after', '\nA text older than two days gets no answer; a reply that is a day late expires.')
    .action(async (action) => {
      const deployment = await desk.open()
      if (action === undefined) return desk.report(await list(deployment), printStuck)
      await desk.confirm(deployment, 'Is the cause over? Send all dead letters round again?')
      desk.report(await redriveAll(deployment), printRedriven)
    })

const list = (deployment: Deployment): Promise<readonly Stuck[]> =>
  Promise.all(
    deadLetterQueues.map(async (queue) => ({
      queue,
      count: await messagesIn(deployment, urlOf(deployment, queue)),
      some: await readDeadLetters(deployment, queue),
    })),
  )

const redriveAll = (deployment: Deployment): Promise<readonly Redriven[]> =>
  Promise.all(deadLetterQueues.map(async (queue) => ({ queue, count: await redrive(deployment, queue) })))

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

const printRedriven = (redriven: readonly Redriven[]): string =>
  redriven.every(({ count }) => count === 0)
    ? 'There was nothing to send round again.'
    : redriven
        .filter(({ count }) => count > 0)
        .map(({ queue, count }) => `${names[queue]}: about ${counted(count, 'is', 'are')} on the way again.`)
        .join('\n')
