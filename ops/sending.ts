import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import { silentHours } from '../shared/rules/beat.ts'
import { type BudgetState, bookedHours, readBudgets } from './budgets.ts'
import { type DeployedStack, type Deployment, sendReplySourceIdOf } from './deployment.ts'
import { sentenceAbout } from './explain.ts'
import { countQueuedBeats } from './objections.ts'
import { countCancelled, notesOf, readCancellations } from './pending.ts'
import { messagesIn } from './queues.ts'
import { counted, momentOf } from './words.ts'

/** Whether sending is paused, or about to be: the event source mapping that feeds send-reply is disabled. */
export const isPaused = async (stack: DeployedStack): Promise<boolean> => isDisabled(await readMapping(stack))

const readMapping = (stack: DeployedStack) =>
  stack.aws.lambda.send(new GetEventSourceMappingCommand({ UUID: sendReplySourceIdOf(stack) }))

export const isDisabled = ({ State }: EventSourceMappingConfiguration): boolean =>
  State === 'Disabled' || State === 'Disabling'

/** Stops feeding send-reply with replies, if that has not been done yet. Lambda takes some seconds to do so. */
export const pauseSending = async (stack: DeployedStack): Promise<void> => {
  try {
    await setSendingEnabled(stack, false)
  } catch (error) {
    // Lambda changes no mapping that is being changed (API reference, UpdateEventSourceMapping), as by another pause.
    if (!(error instanceof ResourceInUseException && (await isPaused(stack)))) throw error
  }
}

/** Goes on feeding send-reply with replies. Lambda takes some seconds to do so. */
export const resumeSending = (stack: DeployedStack): Promise<void> => setSendingEnabled(stack, true)

const setSendingEnabled = async (stack: DeployedStack, Enabled: boolean): Promise<void> => {
  await stack.aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID: sendReplySourceIdOf(stack), Enabled }))
}

/** Reads what is in the queue of replies, but for beats. */
export const readQueued = async (deployment: Deployment) => {
  const [mapping, messages, beats, cancellations] = await Promise.all([
    readMapping(deployment),
    messagesIn(deployment, deployment.outputs.RepliesQueueUrl),
    countQueuedBeats(deployment),
    readCancellations(deployment),
  ])
  const repliesQueued = Math.max(0, messages - beats)
  const cancelled = await countCancelled(deployment, cancellations)
  return {
    paused: isDisabled(mapping),
    repliesQueued,
    cancelledQueued: Math.min(repliesQueued, cancelled),
    cancellations: notesOf(cancellations, deployment.now()),
  }
}

export type Queued = Awaited<ReturnType<typeof readQueued>>

/** What is queued, and the replies booked into each hour to come. What is queued without a booking is overdue. */
export type Outlook = Queued & Pick<BudgetState, 'hours'>

const readOutlook = async (deployment: Deployment): Promise<Outlook> => {
  const [queued, budgets] = await Promise.all([readQueued(deployment), readBudgets(deployment)])
  return { ...queued, hours: bookedHours(budgets).filter(({ booked }) => booked > 0) }
}

/** The outlook or, since nobody who stops or goes on should depend on it, why it can't be read. */
export const lookAhead = async (open: () => Promise<Deployment>): Promise<Outlook | { readonly unread: string }> => {
  try {
    return await readOutlook(await open())
  } catch (error) {
    return { unread: sentenceAbout(error) }
  }
}

/** What a pause that lasts brings about. */
export const mailedAfter = `After ${silentHours} hours, an e-mail says that no heartbeat comes.`

const whilePaused = `None is sent before you resume; each expires a day after it was due. Texts still book room. ${mailedAfter}`

const whileItRuns =
  'Those that are due are sent as fast as the lines allow, though more than an hour’s budget may leave in an hour; a day after they were due they expire instead.'

/** Says how many replies are queued to be sent, and how many to be dropped. */
export const countQueued = ({
  repliesQueued,
  cancelledQueued,
}: Pick<Queued, 'repliesQueued' | 'cancelledQueued'>): string =>
  [
    counted(repliesQueued - cancelledQueued, 'reply is queued', 'replies are queued'),
    ...(cancelledQueued === 0 ? [] : [`besides ${cancelledQueued} that cancel-pending has cancelled`]),
  ].join(', ')

export const describeOutlook = ({ paused, hours, ...queued }: Outlook): string =>
  [
    `${countQueued(queued)}. ${paused ? whilePaused : whileItRuns}`,
    ...(hours.length === 0 ? [] : ['Replies booked from this hour on, of which some may have been sent:']),
    ...hours.map(({ start, booked }) => `  ${momentOf(start)}  ${booked}`),
  ].join('\n')
