import { logEventsIn } from '../../shared/log-event.ts'
import { deliveredBy, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import { readLog } from '../logs.ts'
import { countBy, readMetrics, sumOf } from '../metrics.ts'
import { counted } from '../words.ts'
import { booksFirst, rehearsalWords, tellsNothing, wakesPeople } from './common-steps.ts'
import { reasonOf, type Scene } from './scene.ts'
import type { Step } from './step.ts'
import { assured, awaited } from './watch.ts'

const answersOnce: Step<Scene> = {
  promise: 'A text is answered once, however often it is delivered, and AWS reports that the reply arrived',
  show: async ({ deployment, startedAt, text, answered, reported, delivered }) => {
    const id = await text(delivered, rehearsalWords, 3)
    const decisions = await answered(id, 3)
    const { outcome, delivery } = await reported(id)
    assured(outcome === 'sent' && delivery === 'delivered', `The reply was ${outcome}, and reported as ${delivery}.`)
    const ends = async () => {
      const log = await readLog(deployment, deployment.outputs.SendReplyLogGroupName, id, startedAt)
      return log.flatMap(({ line }) => logEventsIn(line)).filter((event) => event.outcome !== undefined)
    }
    await awaited(deployment, 'how the reply ended in the log', async () =>
      (await ends()).length > 0 ? true : undefined,
    )
    // Other copies of the reply would be sent when they are due, which may be a little later.
    await deployment.wait(deployment.settings.replyDelay.max + 5 * second)
    const { length } = await ends()
    assured(length === 1, `It had ${counted(length, 'reply', 'replies')}.`)
    return `${counted(decisions.length, 'delivery', 'deliveries')}, one reply: ${outcome}, ${delivery}`
  },
}

const staysSilent: Step<Scene> = {
  promise: 'A second text gets silence',
  show: async ({ text, decided, delivered }) => {
    const [decision] = await decided(await text(delivered, rehearsalWords))
    assured(reasonOf(decision) === 'answered-recently', `It was decided: ${reasonOf(decision)}.`)
    return 'silence (answered-recently)'
  },
}

const honoursStop: Step<Scene> = {
  promise: 'STOP ends it',
  show: async ({ text, decided, delivered }) => {
    const [stop] = await decided(await text(delivered, 'STOP'))
    const [after] = await decided(await text(delivered, rehearsalWords))
    for (const decision of [stop, after])
      assured(reasonOf(decision) === 'opted-out', `It was decided: ${reasonOf(decision)}.`)
    return 'silence (opted-out), to STOP and to the text after it'
  },
}

const noticesFailure: Step<Scene> = {
  promise: 'A reply that does not arrive is known, and counted as such',
  show: async ({ text, answered, reported, undelivered, deployment, startedAt }) => {
    const id = await text(undelivered, rehearsalWords)
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

/** The order matters: each step relies on what the steps before have done. */
export const steps: readonly Step<Scene>[] = [
  answersOnce,
  staysSilent,
  honoursStop,
  noticesFailure,
  booksFirst(2),
  wakesPeople,
  tellsNothing,
]
