import { setTimeout as delay } from 'node:timers/promises'
import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { createApp } from '../../cdk/synthesise.ts'
import { type Cloud, inboundSms, readAssembly } from '../../emulator/index.ts'
import { type StageAccount, startStage } from '../../local/number.ts'
import { type LogEvent, logEventsIn, refusalIn } from '../../ops/log-event.ts'
import { findText, readSettings, settingsIn } from '../../settings/read.ts'
import type { Settings } from '../../settings/schema.ts'
import { beatDelayMs, beatMinute } from '../../shared/rules/beat.ts'
import { monthOf } from '../../shared/rules/calendar.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import { hour, minute, publishMarginMs, second } from '../../shared/rules/timing.ts'

await offTheHoursEdge()
const assemblies = new Map<string, ReturnType<typeof readAssembly>>()
/** Each stage is synthesised only once, because that takes longer than starting the cloud. */
const assemblyOf = (stage: string, settings: Settings, file = findText(stage)): ReturnType<typeof readAssembly> => {
  const key = JSON.stringify([stage, settings, file])
  const options = { ...(file && { file }) }
  const assembly = assemblies.get(key) ?? readAssembly(createApp(stage, settings, options).synth().directory)
  assemblies.set(key, assembly)
  return assembly
}

/** The settings of a stage, with budgets so large that a few hundred texts are not a siege. */
export const unbesieged = (stage: string): Settings => {
  const settings = readSettings(stage)
  const large = { hour: 1000, day: 8000, month: 80_000 }
  return { ...settings, budgets: Object.fromEntries(Object.keys(settings.budgets).map((name) => [name, large])) }
}

/** Settings of a stage whose AWS account may send so fast, by default so that no pace slows a test. */
export const withRaisedRate = (of: Settings, repliesPerSecond = 100) => ({ ...of, aws: { repliesPerSecond } })

type NumberOptions = {
  /** The line that is texted. The default is the AWS line. */
  readonly line?: string
  /** What differs from an account that meets the needs of the stage. */
  readonly account?: StageAccount
  readonly stage?: string
  readonly settings?: Settings
  /** The settings file that the stack carries, by default the stage's. */
  readonly file?: string | undefined
  /** How fast settings say that the AWS account may send. */
  readonly repliesPerSecond?: number
}

/** Starts a number in its own emulator, with short timeouts and replies that leave without a pace. */
export const startNumber = async (timeoutSeconds: number, options: NumberOptions = {}) => {
  const { line = '+32460000000', account, stage = 'local', file, repliesPerSecond } = options
  const settings = options.settings ?? (file === undefined ? readSettings(stage) : settingsIn(file, stage))
  const chosen = withRaisedRate(settings, repliesPerSecond)
  const assembly = assemblyOf(stage, chosen, file)
  const template = withTimeout(assembly.template, timeoutSeconds)
  const unlimited = { requestRates: 'unlimited', ...account } as const
  const cloud = await startStage({ ...assembly, template, settings: chosen, port: 0, account: unlimited })
  const { endpoint, region } = cloud
  const told = listen(cloud)
  noteDenials(cloud)
  const hidden = hiddenReplies(cloud)
  const sns = new SNSClient({ endpoint, region, credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' } })
  // All ids are equally long, so that none is contained in another.
  let ids = 1000
  /** Creates the inbound id of a text that is about to be sent. */
  const newId = (from: string): string => cloud.phoneOf(line)?.newId(from) ?? `inbound-${ids++}`
  /** The decisions about a text or a call, by the logs: `reply` or the reason for silence, one per delivery. */
  const decisions = (inboundId: string): readonly string[] =>
    told.news.flatMap(({ inboundId: id, decision }) => {
      if (id !== inboundId || decision === undefined) return []
      return decision.kind === 'reply' ? 'reply' : decision.reason
    })
  /** The outcomes that were logged for the reply to a text. */
  const outcomes = (inboundId: string): readonly string[] =>
    told.logged.flatMap((entry) => (entry.inboundId === inboundId ? (entry.outcome ?? []) : []))
  /** Lets the replies that are hidden for long be tried at once. */
  const tryHidden = async (): Promise<void> => {
    for (const visibility of [...hidden]) {
      hidden.delete(visibility)
      // One that has come up by itself meanwhile has another receipt handle.
      await cloud.owner.sqs
        .send(new ChangeMessageVisibilityCommand({ ...visibility, VisibilityTimeout: 0 }))
        .catch(() => {})
    }
  }
  return {
    cloud,
    newId,
    receiveSms: cloud.outputs['ReceiveSmsFunctionName'] ?? '',
    sendReply: cloud.outputs['SendReplyFunctionName'] ?? '',

    /** Texts the line, through its phone or as AWS publishes a text to the inbound topic. Returns the inbound id. */
    text: async (from: string, text = 'On se voit au Perroquet Mauve ?', id = newId(from)): Promise<string> => {
      const phone = cloud.phoneOf(line)
      if (phone !== undefined) return phone.text(from, text, id)
      const Message = JSON.stringify(inboundSms({ id, from, to: line, text }))
      await sns.send(new PublishCommand({ TopicArn: cloud.outputs['InboundTopicArn'], Message }))
      return id
    },
    publish: (Message: string) => sns.send(new PublishCommand({ TopicArn: cloud.outputs['InboundTopicArn'], Message })),
    repliesTo: (sender: string) =>
      cloud.texts.entries().filter(({ direction, to }) => direction === 'reply' && to === sender),
    /** The sum of a metric, from the EMF blobs that the functions printed. */
    count: (metric: string) => metricIn(told.blobs, metric),
    decisions,
    /** Waits until a text is decided so. */
    decided: (id: string, decision: string) => until(`${decision} for ${id}`, () => decisions(id).includes(decision)),
    outcomes,
    /** How often a text could not be decided. */
    failures: (inboundId: string): number =>
      told.logged.filter((entry) => entry.inboundId === inboundId && entry.message === logEvents.textFailed).length,
    /** The outcomes, as soon as there is one. */
    settled: async (id: string): Promise<readonly string[]> => {
      await until(`an outcome for ${id}`, () => outcomes(id).length > 0)
      return outcomes(id)
    },
    /** The same, while replies that are hidden for long are tried again at once, as often as they are hidden. */
    settledByRetries: async (id: string): Promise<readonly string[]> => {
      await until(`an outcome for ${id}`, async () => {
        await tryHidden()
        return outcomes(id).length > 0
      })
      return outcomes(id)
    },
    /** Why carriers have refused replies, oldest first. */
    refusals: told.refusals as readonly string[],
    /** The delivery statuses that were logged for the reply to a text. */
    deliveries: (inboundId: string): readonly string[] =>
      told.news.flatMap((news) => (news.inboundId === inboundId ? (news.delivery ?? []) : [])),
    tryHidden,
    /** Clears what the line owes, so that the next reply doesn't wait for it. */
    clearDebt: async () => {
      const Key = { pk: { S: `debt#${line}` } }
      await cloud.owner.dynamodb.send(new DeleteItemCommand({ TableName: cloud.outputs['TableName'], Key }))
    },
    stop: async () => {
      sns.destroy()
      await cloud.stop()
      denials.delete(cloud)
    },
  }
}

/** What a function of each running number was denied last. */
const denials = new Map<Cloud, string>()

const noteDenials = (cloud: Cloud): void => {
  cloud.answers.subscribe(({ call: { caller }, answer: { body } }) => {
    const [denial] = /User: \S+ is not authorized to perform: \S+ on resource: [^\s"<]+/.exec(body) ?? []
    // Whoever has stolen a function's key, and can't be killed, may try what the function may not do.
    if (denial !== undefined && caller.kind === 'function' && caller.kill !== undefined) denials.set(cloud, denial)
  })
}

/** Uses up the budget of the next month, or a test of a full one would see texts wait for it in the last hours. */
export const useUpNextMonth = async ({ outputs, owner }: Pick<Cloud, 'outputs' | 'owner'>): Promise<void> => {
  const now = new Date()
  const month = monthOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1))
  await owner.dynamodb.send(
    new UpdateItemCommand({
      TableName: outputs['TableName'],
      Key: { pk: { S: `budget#default#${month}` } },
      UpdateExpression: 'SET #month = :all',
      ExpressionAttributeNames: { '#month': 'month' },
      ExpressionAttributeValues: { ':all': { N: '1000000' } },
    }),
  )
}

type Condition = () => boolean | Promise<boolean>
/** Waits until a condition holds. Throws an error that names it, and at once if a function was denied what it asked. */
export const until = async (what: string, holds: Condition, withinMs = 7 * minute): Promise<void> => {
  const end = Date.now() + withinMs
  while (!(await holds())) {
    for (const denial of denials.values()) throw new Error(`${what} won't come. ${denial}`)
    if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`)
    await delay(20)
  }
}

/** Counts the calls that functions make from now on, by action. The calls of their event sources do not count. */
export const watchRequests = (cloud: Cloud) => {
  const calls: { readonly by: string; readonly action: string }[] = []
  cloud.calls.subscribe(({ caller, action }) => {
    if (caller.kind === 'function' && caller.kill !== undefined) calls.push({ by: caller.functionName, action })
  })
  return (functionName: string): { readonly [action: string]: number } => {
    const its = calls.filter(({ by }) => by === functionName)
    const byAction = Map.groupBy(its, ({ action }) => action)
    return Object.fromEntries([...byAction].map(([action, { length }]) => [action, length]))
  }
}

/** Waits if an hour is about to end or has just begun, because no reply is due then, or if a beat is about to come. */
export async function offTheHoursEdge(): Promise<void> {
  const into = Date.now() % hour
  const longestRunMs = 90 * second
  if (into > hour - longestRunMs) await delay(hour - into + publishMarginMs)
  else if (into < publishMarginMs) await delay(publishMarginMs - into)
  const untilBeat = beatMinute * minute - into
  if (untilBeat > 0 && untilBeat < longestRunMs) await delay(untilBeat + 2 * beatDelayMs)
}

const withTimeout = (template: unknown, seconds: number): unknown =>
  JSON.parse(JSON.stringify(template), (key, value: unknown) => {
    if (key === 'VisibilityTimeout' || key === 'Timeout') return seconds
    // Outputs say the same of queues and functions, but for the default of queues, which no template names.
    return typeof value === 'string'
      ? withoutPace(value).replaceAll(/"((?:Visibility)?Timeout)":(?!30\b)\d+/g, `"$1":${seconds}`)
      : value
  })

/** The functions' config, for carriers that take replies as fast as they come. */
const withoutPace = (config: string): string =>
  config.replace(/"sendIntervalMs":\{[^}]*\}/, (intervals) => intervals.replace(/:\d{4,}/g, ':10'))

/** Collects what functions log from now on. A line is parsed once, since many tests look every 20 ms. */
const listen = ({ logs }: Cloud) => {
  const [news, blobs, logged]: [LogEvent[], z.infer<typeof blob>[], z.infer<typeof logEntry>[]] = [[], [], []]
  const refusals: string[] = []
  logs.subscribe(({ line }) => {
    const said = parseJson(line)
    const [emf, entry] = [blob.safeParse(said), logEntry.safeParse(said)]
    news.push(...logEventsIn(line))
    if (emf.success) blobs.push(emf.data)
    if (entry.success) logged.push(entry.data)
    const refusal = refusalIn(line)
    if (refusal !== undefined) refusals.push(refusal.reason)
  })
  return { news, blobs, logged, refusals }
}

/** The receipts of replies that a function has hidden for a minute or longer, because it could not send them. */
const hiddenReplies = ({ answers, outputs }: Cloud) => {
  const hidden = new Set<{ readonly QueueUrl: string; readonly ReceiptHandle: string }>()
  answers.subscribe(({ call: { action, parameters, caller } }) => {
    if (action !== 'ChangeMessageVisibility' || caller.kind !== 'function') return
    if (caller.functionName !== outputs['SendReplyFunctionName']) return
    const { QueueUrl, ReceiptHandle, VisibilityTimeout } = parameters
    if (Number(VisibilityTimeout) >= 60)
      hidden.add({ QueueUrl: String(QueueUrl), ReceiptHandle: String(ReceiptHandle) })
  })
  return hidden
}

/** Metrics in the EMF format that a function prints. */
const blob = z.looseObject({ _aws: z.looseObject({}) })

const numbers = z.union([z.number().transform((value) => [value]), z.array(z.number())])

const metricIn = (blobs: readonly z.infer<typeof blob>[], metric: string): number =>
  blobs.flatMap((one) => numbers.safeParse(one[metric]).data ?? []).reduce((sum, value) => sum + value, 0)

const some = z.string().optional()
const logEntry = z.object({ message: z.string(), inboundId: some, outcome: some, error: some })
