import { Command } from '@commander-js/extra-typings'

import type { Deployment } from '../deployment.ts'
import type { Desk } from '../desk.ts'
import { messagesIn } from '../queues.ts'
import { feed, isPaused } from '../sending.ts'
import { counted } from '../words.ts'

type Paused = { readonly wasPaused: boolean; readonly repliesWaiting: number }

export const pauseCommand = (desk: Desk) =>
  new Command('pause')
    .description('stops all sending; texts are still decided and booked, and replies wait')
    .action(async () => {
      const deployment = await desk.open()
      await desk.confirm('Stop all sending? Replies will wait, and expire a day after they were due.')
      desk.report(await pause(deployment), print)
    })

const pause = async (deployment: Deployment): Promise<Paused> => {
  const wasPaused = await isPaused(deployment)
  if (!wasPaused) await feed(deployment, false)
  return { wasPaused, repliesWaiting: await messagesIn(deployment, deployment.outputs.RepliesQueueUrl) }
}

const print = ({ wasPaused, repliesWaiting }: Paused): string =>
  [
    wasPaused ? 'It was paused already.' : 'Paused, within a minute.',
    `${counted(repliesWaiting, 'reply waits', 'replies wait')}; each expires a day after it was due. resume goes on.`,
  ].join('\n')
