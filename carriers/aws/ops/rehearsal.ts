import type { CarrierOperations } from '../../../ops/carrier.ts'
import { countBy, readLog, readMetrics, sumOf } from '../../../ops/cloudwatch.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { logEventsIn } from '../../../ops/log-event.ts'
import {
  assured,
  awaited,
  booksFirst,
  honoursStop,
  rehearsalWords,
  type Step,
  staysSilent,
  tellsNothing,
  wakesPeople,
} from '../../../ops/rehearsal/rehearsal.ts'
import { openScene, type RehearsalNumbers, reportAbout, type Scene } from '../../../ops/rehearsal/scene.ts'
import { counted } from '../../../ops/words.ts'
import { deliveredBy, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import { minute, second } from '../../../shared/rules/timing.ts'
import { mayAnswer } from '../settings.ts'
import { simulatorNumbers } from '../simulator-numbers.ts'
import { awsLinesOf } from './numbers.ts'

export const simulators: NonNullable<CarrierOperations['simulators']> = {
  need: `an AWS line in one of its countries for which AWS has simulator numbers (${Object.keys(simulatorNumbers).join(', ')})`,
  rehearsal: (deployment) => {
    const [numbers] = numbersFor(deployment)
    return (
      numbers && {
        question: 'Text this stage from simulator numbers, which it forgets first, and see what becomes of it?',
        open: async () => stepsOf(await openScene(deployment, numbers)),
        release: releaseOf(deployment, numbers.line),
      }
    )
  },
}

/** The commands of the runbook, for a line that settings don't name, but have the stack buy. */
const releaseOf = ({ settings, region }: Deployment, line: string): readonly string[] => {
  if (settings.lines.some(({ number }) => number === line)) return []
  const cli = (rest: string) => `aws pinpoint-sms-voice-v2 ${rest} --region ${region}`
  const query = `"PhoneNumbers[?PhoneNumber=='${line}'].PhoneNumberId"`
  return [
    `id=$(${cli(`describe-phone-numbers --query ${query} --output text`)})`,
    cli('update-phone-number --phone-number-id "$id" --no-deletion-protection-enabled'),
    cli('release-phone-number --phone-number-id "$id"'),
  ]
}

const numbersFor = (deployment: Deployment): readonly RehearsalNumbers[] =>
  awsLinesOf(deployment).flatMap(({ number }) =>
    deployment.settings.countries
      .filter((country) => mayAnswer({ number }, country))
      .flatMap((country) => simulatorNumbers[country] ?? [])
      .map(({ success, failure }) => ({ line: number, delivered: success, undelivered: failure })),
  )

const answersOnce = ({ deployment, startedAt, text, answered, delivered }: Scene): Step => ({
  promise: 'A text is answered once, however often it is delivered, and AWS reports that the reply arrived',
  show: async () => {
    const id = await text(delivered, rehearsalWords, 3)
    const decisions = await answered(id, 3)
    const delivery = await reportAbout(deployment, id)
    assured(delivery === 'delivered', `The reply was sent, and reported as ${delivery}.`)
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
    return `${counted(decisions.length, 'delivery', 'deliveries')}, one reply: sent, ${delivery}`
  },
})

const noticesFailure = ({ text, answered, undelivered, deployment, startedAt }: Scene): Step => ({
  promise: 'A reply that does not arrive is known, and counted as such',
  show: async () => {
    const id = await text(undelivered, rehearsalWords)
    await answered(id)
    const delivery = await reportAbout(deployment, id)
    assured(delivery !== 'delivered', `The reply was sent, and reported as ${delivery}.`)
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
})

const stepsOf = (scene: Scene): readonly Step[] => {
  const write = async (words: string) => (await scene.decided(await scene.text(scene.delivered, words)))[0]
  return [
    answersOnce(scene),
    staysSilent(write),
    honoursStop(write),
    noticesFailure(scene),
    booksFirst(scene),
    wakesPeople(scene),
    tellsNothing(scene),
  ]
}
