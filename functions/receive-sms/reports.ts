import type { ReportItem } from '../../shared/inbound.ts'
import { noteDelivery } from '../../shared/note-delivery.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { DeliveryReport, ReportByMessageId } from '../../shared/rules/delivery-report.ts'
import {
  errorName,
  logEvents,
  metricNames,
  type SilentReason,
  silencedBecause,
  silentReasons,
  textsReceivedBy,
} from '../../shared/rules/telemetry.ts'
import type { Receiver, Verdict } from './receiver.ts'

/** A text, the message that it came in, and its verdict, or the error that kept it from being decided. */
export type Handled = {
  readonly messageId: string
  /** Set if the text arrived through its carrier's own topic. */
  readonly carrier?: CarrierName | undefined
  readonly inboundId?: string | undefined
  readonly verdict?: Verdict
  readonly error?: unknown
}

/** The ids of messages with a text that could not be decided. */
export const undecided = (handled: readonly Handled[]): readonly string[] =>
  handled.flatMap(({ messageId, verdict }) => (verdict === undefined ? [messageId] : []))

/** Counts and logs the verdicts of a batch. Texts of a message that SQS delivers again are counted then. */
export const reportBatch = (
  receiver: Receiver,
  handled: readonly Handled[],
  failedMessages: ReadonlySet<string>,
): void => {
  const decided = handled.filter(({ messageId }) => !failedMessages.has(messageId))
  if (handled.length > 0) receiver.telemetry.count(metricNames.textsReceived, decided.length)
  for (const [carrier, texts] of Map.groupBy(decided, ({ carrier }) => carrier))
    if (carrier !== undefined) receiver.telemetry.count(textsReceivedBy(carrier), texts.length)
  reportSilence(receiver, decided)
  reportFailures(
    receiver,
    handled.filter(({ verdict }) => verdict === undefined),
  )
  reportSiege(receiver)
}

const reportSilence = ({ telemetry }: Receiver, handled: readonly Handled[]): void => {
  const byVerdict = Map.groupBy(handled, ({ verdict }) => verdict)
  const silenced: Partial<Record<SilentReason, readonly string[]>> = {}
  for (const reason of silentReasons) {
    const texts = byVerdict.get(reason) ?? []
    if (texts.length === 0) continue
    telemetry.count(metricNames.textsSilenced, texts.length)
    telemetry.count(silencedBecause(reason), texts.length)
    silenced[reason] = texts.map(({ inboundId, messageId }) => inboundId ?? messageId)
  }
  if (Object.keys(silenced).length > 0) telemetry.log(logEvents.textsSilenced, { silenced })
}

const reportFailures = ({ telemetry }: Receiver, failed: readonly Handled[]): void => {
  if (failed.length > 0) telemetry.count(metricNames.textsFailed, failed.length)
  for (const { messageId, inboundId, error } of failed)
    telemetry.log(logEvents.textFailed, { messageId, ...(inboundId && { inboundId }), error: errorName(error) })
}

const reportSiege = ({ memory, telemetry, now }: Receiver): void => {
  if (memory.besiegedUntil === undefined) return
  const left = memory.besiegedUntil <= now()
  if (left) {
    memory.besiegedUntil = undefined
    telemetry.log(logEvents.siegeLeft, {})
  }
  telemetry.count(metricNames.siege, left ? 0 : 1)
}

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
    receiver.telemetry.log(logEvents.textFailed, { messageId, ...about, error: errorName(error) })
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
