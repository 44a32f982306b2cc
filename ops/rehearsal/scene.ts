import { randomUUID } from 'node:crypto'
import { PublishCommand } from '@aws-sdk/client-sns'
import type { Claim } from '../../shared/ports.ts'
import { knownSilentMs, minute, optOutMs } from '../../shared/rules/timing.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createSenderStore, eraseSender } from '../../shared/stores/dynamodb/sender-store.ts'
import { readLog } from '../cloudwatch.ts'
import { type Deployment, tableOf } from '../deployment.ts'
import { type Decision, logEventsIn, refusalIn } from '../log-event.ts'
import { senderKeyOf } from '../senders.ts'
import { counted } from '../words.ts'
import { assured, awaited, reasonOf, secretsOf } from './rehearsal.ts'

/** A line, and two simulators of its carrier. Replies to `delivered` arrive, those to `undelivered` don't. */
export type RehearsalNumbers = { readonly line: string; readonly delivered: string; readonly undelivered: string }

/** What the steps of a rehearsal with simulators need. */
export type Scene = Awaited<ReturnType<typeof openScene>>

/** Makes the stage forget the numbers that will text it, so that each run begins alike. */
export const openScene = async (deployment: Deployment, numbers: RehearsalNumbers) => {
  const waits = [await forget(deployment, numbers.delivered), await forget(deployment, numbers.undelivered)]
  await deployment.wait(Math.max(...waits))
  const startedAt = deployment.now()
  const decided = (inboundId: string, count = 1): Promise<readonly Decision[]> =>
    awaited(
      deployment,
      `${counted(count, 'decision', 'decisions')} about the text ${inboundId}, which waits for room if this was rehearsed often today`,
      async () => {
        const decisions = await decisionsAbout(deployment, inboundId, startedAt)
        return decisions.length < count ? undefined : decisions
      },
    )
  return {
    ...numbers,
    deployment,
    startedAt,
    secrets: secretsOf(numbers.delivered, numbers.undelivered, numbers.line),
    text: async (from: string, words: string, times = 1) => {
      const id = `rehearsal-${randomUUID()}`
      for (let i = 0; i < times; i++) await publishText(deployment, { id, from, to: numbers.line, text: words })
      return id
    },
    decided,
    /** Like `decided`, but throws a `Refusal` unless the text gets a reply that is due within a minute. */
    answered: async (inboundId: string, count?: number) => {
      const decisions = await decided(inboundId, count)
      const [reply] = decisions.filter(({ kind }) => kind === 'reply')
      assured(reply?.kind === 'reply', `It was decided: ${decisions.map(reasonOf).join(', ')}.`)
      const isSoon = Date.parse(reply.dueAt) < deployment.now() + minute
      assured(isSoon, `The reply is queued until ${reply.dueAt}: rehearse again then.`)
      return decisions
    },
  }
}

type InboundText = { readonly id: string; readonly from: string; readonly to: string; readonly text: string }

/** Publishes a text to the inbound topic in the format of End User Messaging (user guide, two-way SMS payload). */
const publishText = async ({ aws, outputs }: Deployment, { id, from, to, text }: InboundText): Promise<void> => {
  const payload = {
    originationNumber: from,
    destinationNumber: to,
    messageKeyword: 'KEYWORD',
    messageBody: text,
    inboundMessageId: id,
    previousPublishedMessageId: '',
  }
  await aws.sns.send(new PublishCommand({ TopicArn: outputs.InboundTopicArn, Message: JSON.stringify(payload) }))
}

/** Reads what receive-sms has decided about a text, at each delivery. Clocks may differ by a minute. */
const decisionsAbout = async (deployment: Deployment, inboundId: string, since: number) => {
  const lines = await readLog(deployment, deployment.outputs.ReceiveSmsLogGroupName, inboundId, since - minute)
  const events = lines.flatMap(({ line }) => logEventsIn(line))
  return events.flatMap((event) => (event.inboundId === inboundId ? (event.decision ?? []) : []))
}

/** Waits until a reply is sent, and returns what its carrier reports. Throws a `Refusal` if it ends otherwise. */
export const reportAbout = async (deployment: Deployment, inboundId: string): Promise<Claim['report']> => {
  const claims = createClaimStore(tableOf(deployment))
  const since = deployment.now() - minute
  let refused = ''
  const read = async () => {
    const claim = await claims.read(inboundId)
    const { outcome, report } = claim ?? {}
    assured(outcome === undefined || outcome === 'sent', `The reply ended as ${outcome}.`)
    if (outcome !== undefined && report !== undefined) return report
    if (claim !== undefined) return undefined
    const lines = await readLog(deployment, deployment.outputs.SendReplyLogGroupName, inboundId, since)
    const last = lines.flatMap(({ line }) => refusalIn(line) ?? []).at(-1)
    if (last !== undefined) refused = `, which was refused last (${last.reason}): status says what to do`
    return undefined
  }
  const what = () => `a report of the carrier about the reply to ${inboundId}${refused}`
  return awaited(deployment, what, read)
}

/** Makes the stage forget a number. Returns for how many milliseconds functions may still remember its opt-out. */
const forget = async (deployment: Deployment, number: string): Promise<number> => {
  const table = tableOf(deployment)
  const senderKey = await senderKeyOf(deployment, number)
  const { version, record } = await createSenderStore(table).load(senderKey, 'consistent')
  if (version > 0) await eraseSender(table, senderKey, version)
  const stoppedAt = record.optedOutUntil - optOutMs
  // Functions remember an opt-out for `knownSilentMs`, and again from the last text of a rehearsal, soon after it.
  return Math.max(0, stoppedAt + 2 * knownSilentMs - deployment.now())
}
