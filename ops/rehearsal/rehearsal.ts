import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch'
import { Refusal } from '../../settings/refusal.ts'
import type { SilentReason } from '../../shared/rules/telemetry.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import { readBudgets } from '../budgets.ts'
import { readAlarms, readLog } from '../cloudwatch.ts'
import type { Deployment } from '../deployment.ts'
import type { Decision } from '../log-event.ts'
import { counted } from '../words.ts'

/** The question that the operator confirms, and what prepares the stage. Each step relies on those before. */
export type Rehearsal = {
  readonly question: string
  readonly open: () => Promise<readonly Step[]>
  /** The commands that give back a number that the stack bought, and that outlives it. */
  readonly release?: readonly string[]
}

/** A promise, and a test that returns what has shown it. It throws a `Refusal` if the promise is broken. */
export type Step = { readonly promise: string; readonly show: () => Promise<string> }

/** What became of a promise that was tried: what has shown it, why it is broken, or the name of an error. */
export type Shown = {
  readonly promise: string
  readonly state: 'proven' | 'broken' | 'unknown'
  readonly shownBy: string
  readonly seconds: number
}

/**
 * Logs, metrics and events appear up to a minute after what they report. A reply that is throttled, as requests share
 * a quota of AWS, is tried again after two minutes and after four, and what was interrupted after two.
 */
const timeoutMs = 5 * minute

/** Calls `read` every second until it returns something, and returns that. Throws a `Refusal` if it takes too long. */
export const awaited = async <T>(
  { now, wait }: Pick<Deployment, 'now' | 'wait'>,
  what: string | (() => string),
  read: () => Promise<T | undefined>,
): Promise<T> => {
  const end = now() + timeoutMs
  for (;;) {
    const found = await read()
    if (found !== undefined) return found
    if (now() > end)
      throw new Refusal(`Not within ${timeoutMs / minute} minutes: ${typeof what === 'string' ? what : what()}.`)
    await wait(1 * second)
  }
}

/** Throws a `Refusal` with the sentence `otherwise` if the condition doesn't hold. */
export function assured(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Refusal(otherwise)
}

/** What the steps of every rehearsal need. */
export type Setting = {
  readonly deployment: Deployment
  readonly startedAt: number
  /** Strings that no log may contain. */
  readonly secrets: readonly string[]
}

/** The text that a rehearsal sends. Nothing else in a log can be mistaken for it. */
export const rehearsalWords = 'Is that you from the bar? (rehearsal)'

/** The text and the end of each number, because a log may show a number without its country code. */
export const secretsOf = (...numbers: readonly string[]): readonly string[] => [
  rehearsalWords,
  ...numbers.map((number) => number.slice(-9)),
]

type Write = (words: string) => Promise<Decision | undefined>

/** The reason why a text gets silence, or `reply`. */
export const reasonOf = (decision: Decision | undefined): string =>
  decision?.kind === 'silent' ? decision.reason : 'reply'

const assureSilence = (reason: SilentReason, decision: Decision | undefined): void =>
  assured(reasonOf(decision) === reason, `It was decided: ${reasonOf(decision)}.`)

export const staysSilent = (write: Write): Step => ({
  promise: 'A second text gets silence',
  show: async () => {
    assureSilence('answered-recently', await write(rehearsalWords))
    return 'silence (answered-recently)'
  },
})

export const honoursStop = (write: Write): Step => ({
  promise: 'STOP ends it',
  show: async () => {
    for (const words of ['STOP', rehearsalWords]) assureSilence('opted-out', await write(words))
    return 'silence (opted-out), to STOP and to what came after it'
  },
})

/** Counts the replies of the month, for a ticket may be spare since an earlier rehearsal. */
export const booksFirst = ({ deployment }: Setting): Step => ({
  promise: 'What is sent was booked before',
  show: async () => {
    const budgets = await readBudgets(deployment)
    const bookings = budgets.reduce((sum, { bookedThisMonth }) => sum + bookedThisMonth, 0)
    const booked = `${counted(bookings, 'reply is', 'replies are')} booked in the table this month`
    assured(bookings >= 2, `Of 2 replies, ${booked}.`)
    return booked
  },
})

const readAlarm = async (deployment: Deployment, AlarmName: string) =>
  (await readAlarms(deployment)).find((alarm) => alarm.AlarmName === AlarmName)

/** Sets an alarm off, and returns once it is on. Throws a `Refusal` if it was on before, or doesn't go on in time. */
export const setOff = async (deployment: Deployment, AlarmName: string, StateReason: string): Promise<void> => {
  const read = () => readAlarm(deployment, AlarmName)
  // A trial that was interrupted may have left it on, until CloudWatch looks again.
  const before = await awaited(deployment, `the alarm ${AlarmName} over, which is on already`, async () => {
    const found = await read()
    return found?.StateValue === 'ALARM' ? undefined : { at: Number(found?.StateUpdatedTimestamp) }
  })
  await deployment.aws.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }))
  await awaited(deployment, `the alarm ${AlarmName} in ALARM`, async () => {
    const now = await read()
    // It may be over before it is read, but the timestamp shows the change (API reference, MetricAlarm).
    return now?.StateValue === 'ALARM' || Number(now?.StateUpdatedTimestamp) > before.at || undefined
  })
}

export const wakesPeople = ({ deployment }: Setting): Step => ({
  promise: 'An alarm goes off, and ends',
  show: async () => {
    const AlarmName = `${deployment.stackName}-lost-replies`
    await setOff(deployment, AlarmName, 'A rehearsal: CloudWatch sees within seconds that there is nothing.')
    const isOver = async () => (await readAlarm(deployment, AlarmName))?.StateValue !== 'ALARM' || undefined
    await awaited(deployment, `the alarm ${AlarmName} over`, isOver)
    return 'lost-replies was set off, and CloudWatch took it back'
  },
})

export const tellsNothing = ({ deployment, startedAt, secrets }: Setting): Step => ({
  promise: 'No log holds a number or a text',
  show: async () => {
    const { ReceiveSmsLogGroupName, SendReplyLogGroupName } = deployment.outputs
    const groups = [ReceiveSmsLogGroupName, SendReplyLogGroupName]
    const logs = await Promise.all(groups.map((group) => readLog(deployment, group, '', startedAt)))
    const lines = logs.flat()
    assured(lines.length > 0, 'The logs are empty.')
    const leaking = lines.filter((entry) => secrets.some((secret) => entry.line.includes(secret)))
    assured(
      leaking.length === 0,
      `Of ${counted(lines.length, 'log line', 'log lines')}, ${counted(leaking.length, 'holds', 'hold')} a number or a text.`,
    )
    return `${counted(lines.length, 'line', 'lines')} of both functions' logs`
  },
})
