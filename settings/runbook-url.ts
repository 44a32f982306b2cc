import { pageAddress } from './address.ts'

/** The description of an alarm ends with the address, and CloudWatch limits it to 1,024 characters (API reference, PutMetricAlarm). */
export const maxRunbookUrl = 120

/** The address of the volunteers' copy of the runbook. */
export const runbookUrl = pageAddress('https://example.org/docs/runbook.md').refine(
  ({ length }) => length <= maxRunbookUrl,
  `must not exceed ${maxRunbookUrl} characters, since the text of an alarm has to hold it`,
)
