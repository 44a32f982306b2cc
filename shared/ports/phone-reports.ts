import type { PhoneReport } from '../rules/http-sms-event.ts'

/** What phones have reported of the replies that were claimed. */
export type PhoneReports = {
  /** Notes a report. True the first time that it is made about this reply. */
  readonly note: (inboundId: string, report: PhoneReport) => Promise<boolean>
}
