import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs'

import type { Deployment } from './deployment.ts'

/** A line of a function's log. `at` is in milliseconds. */
export type LogLine = { readonly at: number; readonly line: string }

/** Reads the lines of a log group since a moment (in milliseconds) that contain `text`, or all lines if it is empty. Oldest first. */
export const readLog = async (
  { aws }: Pick<Deployment, 'aws'>,
  logGroupName: string,
  text: string,
  since: number,
): Promise<readonly LogLine[]> => {
  const lines: LogLine[] = []
  const pages = paginateFilterLogEvents(
    { client: aws.logs },
    // In quotes, CloudWatch takes the text literally, whatever characters it contains.
    { logGroupName, startTime: since, ...(text !== '' && { filterPattern: `"${text.replaceAll('"', '')}"` }) },
  )
  for await (const { events = [] } of pages)
    lines.push(...events.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, line: message.trim() })))
  return lines.sort((a, b) => a.at - b.at)
}
