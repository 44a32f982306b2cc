import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { Argument, Command } from '@commander-js/extra-typings'
import { z } from 'zod'
import { told } from '../../settings/figures.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { Translated } from '../../settings/values.ts'
import { beatMessage, isBeatId } from '../../shared/rules/beat.ts'
import { messageId, readInboundText, readNotification } from '../../shared/rules/inbound-text.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { readLogIfPossible } from '../cloudwatch.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { sentenceAbout } from '../explain.ts'
import { noReason, notRead } from '../outcomes.ts'
import { type DeadLetterQueue, deadLetterQueues, messagesIn, urlOf } from '../queues.ts'
import { counted, joined, momentOf, onOneLine, plural, same } from '../words.ts'

type Stuck = { readonly queue: DeadLetterQueue; readonly count: number; readonly some: readonly DeadLetter[] }

export const deadLettersCommand = (context: CommandContext) =>
  new Command('dead-letters')
    .description('texts and replies that could not be handled: what is stuck, since when, and why if the log tells')
    .addArgument(
      new Argument('[action]', 'redrive: send them round again, when the cause is over').choices(['redrive']),
    )
    .addHelpText(
      'after',
      `\nA text older than ${told('en').tooOld} gets no answer; a reply that is ${told('en').tooLate} late expires.`,
    )
    .action(async (action) => {
      const deployment = await context.open()
      if (action === undefined) return context.report(await list(deployment), printStuck)
      await context.confirm(deployment, {
        en: 'Is the cause over? Send all dead letters round again?',
        fr: 'La cause a-t-elle disparu\u202f? Remettre en circulation tout ce qui est au rebut\u202f?',
      })
      const redriven = await Promise.all(deadLetterQueues.map((queue) => redrive(deployment, queue)))
      const trouble = redriven.find((one) => one.trouble !== undefined)?.trouble
      context.report(redriven, printRedriven)
      if (trouble !== undefined)
        throw new Refusal({
          en: 'Not all dead letters are on the way again: try again when the cause of that is over.',
          fr: 'Tout n’est pas reparti\u00a0: réessayez quand la cause en aura disparu.',
        })
    })

const names: Readonly<Record<DeadLetterQueue, Translated>> = {
  texts: { en: 'Texts', fr: 'SMS' },
  replies: { en: 'Replies', fr: 'Réponses' },
  undelivered: { en: 'Texts that SNS could not deliver', fr: 'SMS que SNS n’a pas pu transmettre' },
}

const printStuck = (stuck: readonly Stuck[]): Translated => {
  const said = stuck.flatMap(({ queue, count, some }): readonly Translated[] => [
    { en: `${names[queue].en}: ${count || 'none'}`, fr: `${names[queue].fr}\u00a0: ${count || 'rien'}` },
    ...some.map(({ id, since, say }) => {
      const [name, at] = [onOneLine(id), momentOf(since)]
      return { en: `  ${name}  since ${at}  ${onOneLine(say.en)}`, fr: `  ${name}  depuis ${at}  ${onOneLine(say.fr)}` }
    }),
  ])
  return joined(said, same('\n'))
}

const printRedriven = (redriven: readonly Redriven[]): Translated => {
  const tried = redriven.filter(({ count, trouble }) => count > 0 || trouble !== undefined)
  return tried.length === 0
    ? { en: 'There was nothing to send round again.', fr: 'Il n’y avait rien à remettre en circulation.' }
    : joined(tried.map(describeRedriven), same('\n'))
}

const describeRedriven = ({ queue, count, trouble }: Redriven): Translated => {
  const started = {
    en: count === 0 ? 'none is known to be on the way again' : `about ${counted(count, 'is', 'are')} on the way again`,
    fr:
      count === 0
        ? 'rien n’est reparti, que l’on sache'
        : `environ ${plural(count, 'message reparti', 'messages repartis')}`,
  }
  const [others, lesAutres] =
    count === 0 || trouble === undefined ? ['', ''] : [', the others are not', ', pas les autres']
  const said = {
    en: `${names[queue].en}: ${started.en}${others}.`,
    fr: `${names[queue].fr}\u00a0: ${started.fr}${lesAutres}.`,
  }
  return trouble === undefined ? said : joined([said, trouble], same(' '))
}

/** About how many dead letters of a queue were sent back, and what prevented the rest, if anything did. */
type Redriven = { readonly queue: DeadLetterQueue; readonly count: number; readonly trouble?: Translated }

/** Sends the dead letters of a queue back. If AWS refuses, it stops and returns the reason as `trouble`. */
const redrive = async (deployment: Deployment, queue: DeadLetterQueue): Promise<Redriven> => {
  let count = 0
  try {
    for await (const started of startAll(deployment, queue)) count += started
    return { queue, count }
  } catch (error) {
    return { queue, count, trouble: sentenceAbout(error) }
  }
}

async function* startAll(deployment: Deployment, queue: DeadLetterQueue): AsyncGenerator<number> {
  const url = urlOf(deployment, queue)
  const count = await messagesIn(deployment, url)
  if (count === 0) return
  // A message move task moves only messages that have been in an SQS queue before. What SNS could not deliver has not.
  if (queue === 'undelivered') return yield* deliver(deployment, url)
  const question = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] })
  const { Attributes } = await deployment.aws.sqs.send(question)
  await deployment.aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.QueueArn }))
  yield count
}

/** Moves what SNS could not deliver to its queue. It sends before it deletes, as a duplicate is harmless. */
async function* deliver({ aws: { sqs }, outputs }: Deployment, QueueUrl: string): AsyncGenerator<number> {
  const receive = async (): Promise<readonly Message[]> =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }))).Messages ??
    []
  for (let messages = await receive(); messages.length > 0; messages = await receive())
    for (const { Body, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: outputs.InboundQueueUrl, MessageBody: Body }))
      yield 1
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
}

/** A dead letter: the id of its text or its own, when it was sent, and the newest error about it, if the log has it. */
type DeadLetter = { readonly id: string; readonly since: string; readonly reason?: string; readonly say: Translated }

/** Reads at most ten dead letters of each queue and leaves them there, without phone numbers and texts. */
const list = async (deployment: Deployment): Promise<readonly Stuck[]> => {
  const { ReceiveSmsLogGroupName, SendReplyLogGroupName } = deployment.outputs
  const found = await Promise.all(deadLetterQueues.map((queue) => receiveSome(deployment, queue)))
  const lettersIn = (...queues: readonly DeadLetterQueue[]) =>
    found.flatMap(({ queue, messages }) => (queues.includes(queue) ? messages : []))
  const { textFailed, replyDelayed } = logEvents
  const ofTexts = await readTroubles(deployment, ReceiveSmsLogGroupName, textFailed, lettersIn('texts', 'undelivered'))
  const ofReplies = await readTroubles(deployment, SendReplyLogGroupName, replyDelayed, lettersIn('replies'))
  return found.map(({ queue, count, messages }) => ({
    queue,
    count,
    some: messages.map((message) => describeLetter(message, queue === 'replies' ? ofReplies : ofTexts)),
  }))
}

const receiveSome = async (deployment: Deployment, queue: DeadLetterQueue) => {
  const QueueUrl = urlOf(deployment, queue)
  const count = await messagesIn(deployment, QueueUrl)
  const { Messages: messages = [] } = await deployment.aws.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  )
  return { queue, count, messages }
}

const sentAt = ({ Attributes }: Message): number => Number(Attributes?.SentTimestamp ?? 0)

type Troubles = readonly string[] | undefined

/** Reads them all at once: AWS answers few requests a second for log lines, so none is asked for by the letter. */
const readTroubles = async (deployment: Deployment, log: string, event: string, letters: readonly Message[]) => {
  if (letters.length === 0) return []
  const lines = await readLogIfPossible(deployment, log, event, Math.min(...letters.map(sentAt)))
  return lines?.map(({ line }) => line)
}

const describeLetter = (message: Message, troubles: Troubles): DeadLetter => {
  const { MessageId = '', Body = '' } = message
  const id = inboundIdIn(Body) ?? MessageId
  const reason = troubles
    ?.filter((line) => line.includes(id) || line.includes(MessageId))
    .map(reasonIn)
    .findLast((found) => found !== undefined)
  const why = reason === undefined ? (troubles === undefined ? notRead : noReason) : same(reason)
  const say = isBeat(Body) ? { en: `${beat.en}${why.en}`, fr: `${beat.fr}${why.fr}` } : why
  return { id, since: new Date(sentAt(message)).toISOString(), ...(reason && { reason }), say }
}

const beat: Translated = {
  en: 'a heartbeat, which nobody misses: ',
  fr: 'un battement, qui ne manque à personne\u00a0: ',
}

const isBeat = (body: string): boolean =>
  reply.safeParse(parseJson(body)).data?.beat === true || readNotification(body)?.message === beatMessage

const inboundIdIn = (body: string): string | undefined => {
  const { data } = reply.safeParse(parseJson(body))
  const notification = readNotification(body)
  return data?.inboundId ?? (notification && readInboundText(notification)?.inboundId)
}

const reply = z.object({ inboundId: z.union([messageId, z.string().refine(isBeatId)]), beat: z.boolean().optional() })

const reasonIn = (line: string): string | undefined => {
  const { data } = trouble.safeParse(parseJson(line))
  return data?.error ?? data?.cause
}

const trouble = z.object({
  message: z.enum([logEvents.textFailed, logEvents.replyDelayed]),
  error: z.string().optional(),
  cause: z.string().optional(),
})
