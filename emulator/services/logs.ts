import { z } from 'zod'
import { answerJson, ServiceFailure } from '../endpoint/answers.ts'
import { textParameter } from '../endpoint/call.ts'
import { limitRates, quotaOf, type RaisedRates, type Rates } from '../endpoint/rate-limiter.ts'
import type { Journal } from '../journal.ts'
import { arnOf, identifiedIn, type ResourceType } from '../template/resource-type.ts'
import type { Stack } from '../template/stack.ts'
import { permissionsOn } from './iam/permissions.ts'
import { type LogLine, logGroupOf } from './lambda/function.ts'
import { lambdaFunction } from './lambda/resources.ts'

type LogEvent = { readonly timestamp: number; readonly message: string }

/** CloudWatch Logs, with the newest log lines and written events. A filter pattern is one quoted string. */
export const createLogs = (stack: Stack, logs: Journal<LogLine>, raised: RaisedRates, now: () => number) => {
  const streams = new Map<string, readonly LogEvent[]>()
  const readGroup = (name: string): readonly LogEvent[] => {
    const writer = stack.all(lambdaFunction).find(({ ref, properties }) => logGroupOf(ref, properties) === name)
    const ofFunction = logs.entries().filter(({ functionName }) => functionName === writer?.ref)
    const ofPeople = [...streams].flatMap(([stream, events]) => (stream.startsWith(`${name}:`) ? events : []))
    return [...ofFunction.map(({ at, line }) => ({ timestamp: Date.parse(at), message: line })), ...ofPeople]
  }
  const groupNamed = (name: unknown): string => {
    const found = stack.all(logGroup).find(({ ref }) => ref === name)
    if (found === undefined) throw noSuch('log group')
    return found.ref
  }
  const answer = answerJson('logs', {
    FilterLogEvents: ({ logGroupName, filterPattern = '""', startTime, endTime }) => {
      const [, wanted] = /^"([^"]*)"$/.exec(String(filterPattern)) ?? []
      const group = groupNamed(logGroupName)
      if (wanted === undefined) throw new ServiceFailure('InvalidParameterException', 'Invalid filter pattern')
      const events = readGroup(group)
        .filter(({ message }) => message.includes(wanted))
        .filter(({ timestamp }) => timestamp >= Number(startTime ?? 0) && timestamp <= Number(endTime ?? Infinity))
        .map((event) => ({ ...event, logStreamName: 'embedded' }))
      return { events, searchedLogStreams: [] }
    },
    CreateLogStream: ({ logGroupName, logStreamName }) => {
      const stream = `${groupNamed(logGroupName)}:${logStreamName}`
      if (streams.has(stream))
        throw new ServiceFailure('ResourceAlreadyExistsException', 'The specified log stream already exists')
      streams.set(stream, [])
      return {}
    },
    PutLogEvents: ({ logGroupName, logStreamName, logEvents }) => {
      const stream = `${groupNamed(logGroupName)}:${logStreamName}`
      const before = streams.get(stream)
      if (before === undefined) throw noSuch('log stream')
      const events = written.parse(logEvents)
      const [tooOld, tooNew] = [events.findLastIndex(isTooOld), events.findIndex(isTooNew)]
      streams.set(stream, [...before, ...events.filter((event) => !isTooOld(event) && !isTooNew(event))])
      if (tooOld < 0 && tooNew < 0) return {}
      return {
        rejectedLogEventsInfo: {
          ...(tooOld >= 0 && { tooOldLogEventEndIndex: tooOld + 1 }),
          ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
        },
      }
    },
  })
  return limitRates(answer, quotas, raised, throttled, now)
}

/** "five transactions per second (TPS)" (re:Post, cloudwatch-logs-throttling); more in many (cloudwatch_limits_cwl). */
const quotas: Rates = { FilterLogEvents: quotaOf(5) }

/** "The request was throttled because of quota limits" (API reference, ThrottlingException). */
const throttled = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 }

const written = z.array(z.strictObject({ timestamp: z.number(), message: z.string() }))

const hour = 60 * 60 * 1000

/** Events may be two hours ahead and fourteen days old (API reference, PutLogEvents and RejectedLogEventsInfo). */
const isTooNew = ({ timestamp }: LogEvent): boolean => timestamp > Date.now() + 2 * hour
const isTooOld = ({ timestamp }: LogEvent): boolean => timestamp < Date.now() - 14 * 24 * hour

const noSuch = (what: string) =>
  new ServiceFailure('ResourceNotFoundException', `The specified ${what} does not exist.`)

export const logsPermissions = permissionsOn('logs', (call, place) => {
  const [group, stream] = [textParameter(call, 'logGroupName'), textParameter(call, 'logStreamName')]
  return arnOf('logs', place, `log-group:${group}:log-stream:${stream}`)
})

export const logGroup = {
  type: 'AWS::Logs::LogGroup',
  nameProperty: 'LogGroupName',
  properties: z.strictObject({}),
  ignored: { KmsKeyId: 'nothing is encrypted in memory', RetentionInDays: 'state lives in memory' },
  // In CloudFormation, the ARN of a log group ends with `:*`, which stands for its streams.
  identify: identifiedIn('logs', 'log-group:', ':*'),
} satisfies ResourceType<unknown>
