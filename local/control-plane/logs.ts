import type { Journal } from '../journal.ts'
import type { LogLine } from '../lambda/lambda.ts'
import { lambdaFunction } from '../template/kinds/lambda.ts'
import type { Stack } from '../template/stack.ts'
import { answerJson, ServiceFailure } from './service.ts'

/** CloudWatch Logs, with the newest lines of the functions. Of filter patterns it knows one quoted text. */
export const createLogs = (stack: Stack, logs: Journal<LogLine>) =>
  answerJson('logs', {
    FilterLogEvents: ({ logGroupName, filterPattern = '""', startTime, endTime }) => {
      const writer = stack
        .all(lambdaFunction)
        .find(({ properties }) => properties.LoggingConfig.LogGroup === logGroupName)
      if (writer === undefined)
        throw new ServiceFailure('ResourceNotFoundException', 'The specified log group does not exist.')
      const [, wanted] = /^"([^"]*)"$/.exec(String(filterPattern)) ?? []
      if (wanted === undefined) throw new ServiceFailure('InvalidParameterException', 'Invalid filter pattern')
      const events = logs
        .entries()
        .filter(({ functionName, line }) => functionName === writer.ref && line.includes(wanted))
        .map(({ at, line }) => ({ timestamp: Date.parse(at), message: line, logStreamName: 'embedded' }))
        .filter(({ timestamp }) => timestamp >= Number(startTime ?? 0) && timestamp <= Number(endTime ?? Infinity))
      return { events, searchedLogStreams: [] }
    },
  })
