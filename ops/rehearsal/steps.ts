import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch'

import { logEventsIn } from '../../shared/log-event.ts'
import { deliveredBy, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import { readAlarms } from '../alarms.ts'
import { readLog } from '../logs.ts'
import { countBy, readMetrics, sumOf } from '../metrics.ts'
import { counted } from '../words.ts'
import { bookedThisMonth, reasonOf, type Scene } from './scene.ts'
import { assured, awaited } from './watch.ts'

/** A promise, and how to show that it holds: gives what has shown it, throws a `Refusal` if it does not. */
export type Step = { readonly promise: string; readonly show: (scene: Scene) => Promise<string> }

/** Words that nothing else can be mistaken for. */
const words = 'Is that you from the bar? (rehearsal)'

const answersOnce: Step = {
  promise: 'A text is answered once, however often it is delivered, and AWS reports that the reply arrived',
  show: async ({ deployment, startedAt, text, answered, reported, delivered }) => {
    const id = await text(delivered, words, 3)
    const decisions = await answered(id, 3)
    const { outcome, delivery } = await reported(id)
    assured(outcome === 'sent' && delivery === 'delivered', `The reply was ${outcome}, and reported as ${delivery}.`)
    const ends = async () => {
      const log = await readLog(deployment, deployment.outputs.SendReplyLogGroupName, id, startedAt)
      return log.flatMap(({ line }) => logEventsIn(line)).filter((news) => news.outcome !== undefined)
    }
    await awaited(deployment, 'how the reply ended in the log', async () =>
      (await ends()).length > 0 ? true : undefined,
    )
    // Copies of the reply come up when they are due, which may be a little later.
    await deployment.wait(deployment.settings.replyDelay.max + 5 * second)
    const { length } = await ends()
    assured(length === 1, `It had ${counted(length, 'reply', 'replies')}.`)
    return `${counted(decisions.length, 'delivery', 'deliveries')}, one reply: ${outcome}, ${delivery}`
  },
}

const staysSilent: Step = {
  promise: 'A second text gets silence',
  show: async ({ text, decided, delivered }) => {
    const [decision] = await decided(await text(delivered, words))
    assured(reasonOf(decision) === 'answered-recently', `It was decided: ${reasonOf(decision)}.`)
    return 'silence (answered-recently)'
  },
}

const honoursStop: Step = {
  promise: 'STOP ends it',
  show: async ({ text, decided, delivered }) => {
    const [stop] = await decided(await text(delivered, 'STOP'))
    const [after] = await decided(await text(delivered, words))
    for (const decision of [stop, after])
      assured(reasonOf(decision) === 'opted-out', `It was decided: ${reasonOf(decision)}.`)
    return 'silence (opted-out), to STOP and to the text after it'
  },
}

const noticesFailure: Step = {
  promise: 'A reply that does not arrive is known, and counted as such',
  show: async ({ text, answered, reported, undelivered, deployment, startedAt }) => {
    const id = await text(undelivered, words)
    await answered(id)
    const { outcome, delivery } = await reported(id)
    assured(outcome === 'sent' && delivery !== 'delivered', `The reply was ${outcome}, and reported as ${delivery}.`)
    await awaited(deployment, 'one reply counted as delivered and one as not', async () => {
      const { arrived, lost } = await readMetrics(
        deployment,
        { arrived: countBy(deployment, deliveredBy('aws')), lost: countBy(deployment, undeliveredBy('aws')) },
        startedAt - (startedAt % minute),
        minute,
      )
      return (sumOf(arrived) >= 1 && sumOf(lost) >= 1) || undefined
    })
    return `sent, then reported as ${delivery}; the metrics count one of each`
  },
}

const booksFirst: Step = {
  promise: 'What is sent was booked before',
  show: async ({ deployment, bookedBefore }) => {
    const parts = (await bookedThisMonth(deployment)) - bookedBefore
    assured(parts >= 2, `Of two replies, ${counted(parts, 'part was', 'parts were')} booked in the table.`)
    return `${counted(parts, 'part was', 'parts were')} booked in the table`
  },
}

const wakesPeople: Step = {
  promise: 'An alarm goes off, and ends',
  show: async ({ deployment }) => {
    const AlarmName = `${deployment.stackName}-lost-replies`
    const read = async () => (await readAlarms(deployment)).find((alarm) => alarm.AlarmName === AlarmName)
    const before = await read()
    assured(before?.StateValue !== 'ALARM', 'It is in alarm already, and can not be set off.')
    const StateReason = 'A rehearsal: CloudWatch sees within seconds that there is nothing.'
    await deployment.aws.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }))
    await awaited(deployment, `the alarm ${AlarmName} in ALARM`, async () => {
      const now = await read()
      // It may be over before one looks: its time stamp is of its last change (API reference, MetricAlarm).
      const changed = Number(now?.StateUpdatedTimestamp) > Number(before?.StateUpdatedTimestamp)
      return now?.StateValue === 'ALARM' || changed || undefined
    })
    const isOver = async () => (await read())?.StateValue !== 'ALARM' || undefined
    await awaited(deployment, `the alarm ${AlarmName} over`, isOver)
    return 'lost-replies was set off, and CloudWatch took it back'
  },
}

const tellsNothing: Step = {
  promise: 'No log holds a number or a text',
  show: async ({ deployment, startedAt, delivered, undelivered, line }) => {
    const { ReceiveSmsLogGroupName, SendReplyLogGroupName } = deployment.outputs
    const groups = [ReceiveSmsLogGroupName, SendReplyLogGroupName]
    const logs = await Promise.all(groups.map((group) => readLog(deployment, group, '', startedAt)))
    const lines = logs.flat()
    assured(lines.length > 0, 'The logs are empty.')
    // Without its country code a number is still the same number.
    const secrets = [words, ...[delivered, undelivered, line].map((number) => number.slice(-9))]
    const telling = lines.filter((entry) => secrets.some((secret) => entry.line.includes(secret)))
    assured(
      telling.length === 0,
      `Of ${counted(lines.length, 'log line', 'log lines')}, ${counted(telling.length, 'holds', 'hold')} a number or a text.`,
    )
    return `${counted(lines.length, 'line', 'lines')} of both functions' logs`
  },
}

/** In this order: each relies on what the ones before have done. */
export const steps: readonly Step[] = [
  answersOnce,
  staysSilent,
  honoursStop,
  noticesFailure,
  booksFirst,
  wakesPeople,
  tellsNothing,
]
