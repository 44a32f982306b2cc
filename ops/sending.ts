import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import type { Translated } from '../settings/values.ts'
import { silentHours } from '../shared/rules/beat.ts'
import { type BudgetState, bookedHours, readBudgets } from './budgets.ts'
import { type DeployedStack, type Deployment, sendReplySourceIdOf } from './deployment.ts'
import { sentenceAbout } from './explain.ts'
import { countQueuedBeats } from './objections.ts'
import { messagesIn } from './queues.ts'
import { counted, inEach, momentOf, plural } from './words.ts'

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
  const [mapping, messages] = await Promise.all([
    readMapping(deployment),
    messagesIn(deployment, deployment.outputs.RepliesQueueUrl),
  ])
  const paused = isDisabled(mapping)
  return { paused, repliesQueued: Math.max(0, messages - (await countQueuedBeats(deployment, paused))) }
}

export type Queued = Awaited<ReturnType<typeof readQueued>>

/** What is queued, and the replies booked into each hour to come. What is queued without a booking is overdue. */
export type Outlook = Queued & Pick<BudgetState, 'hours'>

const readOutlook = async (deployment: Deployment): Promise<Outlook> => {
  const [queued, budgets] = await Promise.all([readQueued(deployment), readBudgets(deployment)])
  return { ...queued, hours: bookedHours(budgets).filter(({ booked }) => booked > 0) }
}

type Unread = { readonly unread: Translated }

/** The outlook or, since nobody who stops or goes on should depend on it, why it can't be read. */
export const lookAhead = async (open: () => Promise<Deployment>): Promise<Outlook | Unread> => {
  try {
    return await readOutlook(await open())
  } catch (error) {
    return { unread: sentenceAbout(error) }
  }
}

/** What a pause that lasts brings about. */
export const mailedAfter: Translated = {
  en: `After ${silentHours} hours, an e-mail says that no heartbeat comes.`,
  fr: `Au bout de ${silentHours} heures, un courriel dit qu’aucun battement ne vient.`,
}

const whilePaused: Translated = {
  en: `None is sent before you resume; each expires a day after it was due. Texts still book room. ${mailedAfter.en}`,
  fr: `Aucune ne part avant la reprise\u202f; chacune expire un jour après son heure. Les SMS réservent toujours de la place. ${mailedAfter.fr}`,
}

const whileItRuns: Translated = {
  en: 'Those that are due are sent as fast as the lines allow, though more than an hour’s budget may leave in an hour; a day after they were due they expire instead.',
  fr: 'Celles dont l’heure est venue partent aussi vite que les lignes le permettent, peut-être plus en une heure que son budget\u202f; un jour après leur heure, elles expirent.',
}

const booked: Translated = {
  en: 'Replies booked from this hour on, of which some may have been sent:',
  fr: 'Réponses réservées à partir de cette heure, dont certaines sont peut-être parties\u00a0:',
}

/** Says how many replies are queued. */
export const countQueued = ({ repliesQueued }: Pick<Queued, 'repliesQueued'>): Translated => ({
  en: counted(repliesQueued, 'reply is queued', 'replies are queued'),
  fr: `${plural(repliesQueued, 'réponse')} en attente`,
})

/** Says what is sent when, or why that can't be read. */
export const describeOutlook = (outlook: (Outlook & { readonly unread?: never }) | Unread): Translated => {
  if (outlook.unread !== undefined)
    return {
      en: `What is queued could not be read: ${outlook.unread.en}`,
      fr: `Ce qui est en attente n’a pas pu être lu\u00a0: ${outlook.unread.fr}`,
    }
  const { paused, hours, ...queued } = outlook
  return inEach((language) =>
    [
      `${countQueued(queued)[language]}. ${(paused ? whilePaused : whileItRuns)[language]}`,
      ...(hours.length === 0 ? [] : [booked[language]]),
      ...hours.map(({ start, booked }) => `  ${momentOf(start)}  ${booked}`),
    ].join('\n'),
  )
}
