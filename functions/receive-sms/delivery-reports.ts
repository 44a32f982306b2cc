import { noteDelivery } from '../../shared/note-delivery.ts'
import { errorName, logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import type { ReportItem } from './message.ts'
import type { Receiver } from './receiver.ts'

/** Stores carriers' delivery reports. Returns the ids of the messages that SQS must deliver again. */
export const takeReports = async (receiver: Receiver, messages: readonly ReportItem[]): Promise<readonly string[]> => {
  const failures = await Promise.all(messages.map((message) => takeReport(receiver, message)))
  return failures.flat()
}

const takeReport = async (
  receiver: Receiver,
  { messageId, carrier, report }: ReportItem,
): Promise<readonly string[]> => {
  try {
    await noteDelivery(receiver, carrier, report)
    return []
  } catch (error) {
    receiver.telemetry.count(metricNames.textsFailed)
    receiver.telemetry.log(logEvents.textFailed, { inboundId: report.inboundId, error: errorName(error) })
    return [messageId]
  }
}
