import { pageAddress } from './address.ts'

/** An alarm's description ends with the address, and CloudWatch takes 1,024 characters of it (API reference, PutMetricAlarm). */
export const maxRunbookUrl = 120

/** Where the volunteers' copy of the runbook is. */
export const runbookUrl = pageAddress('https://example.org/docs/runbook.md').refine(
  ({ length }) => length <= maxRunbookUrl,
  `must not exceed ${maxRunbookUrl} characters, since the text of an alarm has to hold it`,
)
