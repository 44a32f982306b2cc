import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs'

import type { Deployment } from './deployment.ts'

/** A line of a function's log. */
export type LogLine = { readonly at: number; readonly line: string }

/** The lines of a log group since a moment that hold a text; all of them for an empty text. Oldest first. */
export const readLog = async (
  { aws }: Pick<Deployment, 'aws'>,
  logGroupName: string,
  text: string,
  since: number,
): Promise<readonly LogLine[]> => {
  const lines: LogLine[] = []
  const pages = paginateFilterLogEvents(
    { client: aws.logs },
    // Quoted, it is a text, whatever signs are in it.
    { logGroupName, startTime: since, ...(text !== '' && { filterPattern: `"${text.replaceAll('"', '')}"` }) },
  )
  for await (const { events = [] } of pages)
    lines.push(...events.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, line: message.trim() })))
  return lines.sort((a, b) => a.at - b.at)
}
