import { noteDelivery } from '../../shared/note-delivery.ts'
import type { DeliveryReport, ReportByMessageId } from '../../shared/rules/delivery-report.ts'
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
  { messageId, carrier, report, firstDelivery }: ReportItem,
): Promise<readonly string[]> => {
  try {
    const named = await withInboundId(receiver, report)
    // The report may have been faster than the note of the id. If it is still unknown later, the message was not a reply of ours.
    if (named === undefined) return firstDelivery ? [messageId] : []
    await noteDelivery(receiver, carrier, named)
    return []
  } catch (error) {
    receiver.telemetry.count(metricNames.textsFailed)
    const about = 'inboundId' in report ? { inboundId: report.inboundId } : {}
    receiver.telemetry.log(logEvents.textFailed, { ...about, error: errorName(error) })
    return [messageId]
  }
}

/** Finds out which reply a report is about if it names only the carrier's own id of it. */
const withInboundId = async (
  { claims }: Receiver,
  report: DeliveryReport | ReportByMessageId,
): Promise<DeliveryReport | undefined> => {
  if ('inboundId' in report) return report
  const { messageId, ...rest } = report
  const inboundId = await claims.inboundIdOf(messageId)
  return inboundId === undefined ? undefined : { inboundId, ...rest }
}
