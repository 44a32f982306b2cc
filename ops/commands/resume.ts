import { Command } from '@commander-js/extra-typings'

import { type BudgetState, readBudgets } from '../budgets.ts'
import type { Deployment } from '../deployment.ts'
import type { Desk } from '../desk.ts'
import { messagesIn } from '../queues.ts'
import { feed, isPaused } from '../sending.ts'
import { counted, momentOf } from '../words.ts'

/** What there is to send, by the hour that it is booked into; what waits beyond that is overdue. */
type Outlook = {
  readonly wasPaused: boolean
  readonly repliesWaiting: number
  readonly hours: readonly { readonly start: string; readonly booked: number }[]
}

export const resumeCommand = (desk: Desk) =>
  new Command('resume').description('goes on sending').action(async () => {
    const deployment = await desk.open()
    const outlook = await lookAhead(deployment)
    await desk.confirm(`${describe(outlook)}\nGo on sending?`)
    await feed(deployment, true)
    desk.report(outlook, print)
  })

const lookAhead = async (deployment: Deployment): Promise<Outlook> => {
  const [wasPaused, repliesWaiting, budgets] = await Promise.all([
    isPaused(deployment),
    messagesIn(deployment, deployment.outputs.RepliesQueueUrl),
    readBudgets(deployment),
  ])
  return { wasPaused, repliesWaiting, hours: bookedHours(budgets) }
}

const bookedHours = (budgets: readonly BudgetState[]): Outlook['hours'] => {
  const byHour = Map.groupBy(
    budgets.flatMap(({ hours }) => hours),
    ({ start }) => start,
  )
  return [...byHour]
    .map(([start, hours]) => ({
      start: new Date(start).toISOString(),
      booked: hours.reduce((sum, { parts }) => sum + parts, 0),
    }))
    .filter(({ booked }) => booked > 0)
}

const describe = ({ repliesWaiting, hours }: Outlook): string =>
  [
    `${counted(repliesWaiting, 'reply waits', 'replies wait')}.`,
    'Those that are due are sent as soon as it goes on. Those whose hour is over are booked into the hours with room from now on; a day after they were due they expire instead.',
    ...(hours.length === 0 ? [] : ['Parts booked from this hour on, of which some may have been sent:']),
    ...hours.map(({ start, booked }) => `  ${momentOf(start)}  ${booked}`),
  ].join('\n')

const print = (outlook: Outlook): string =>
  [outlook.wasPaused ? 'It goes on, within a minute.' : 'It was not paused.', describe(outlook)].join('\n')
