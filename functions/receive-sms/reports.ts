import { tried } from '../../shared/batch.ts'
import type { ReportItem } from '../../shared/inbound.ts'
import { noteDelivery } from '../../shared/note-delivery.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { DeliveryReport, ReportByMessageId } from '../../shared/rules/delivery-report.ts'
import type { InboundText } from '../../shared/rules/inbound-text.ts'
import { mayBeAtHome } from '../../shared/rules/screen.ts'
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

/** A text, the message that it came in, and its verdict; undefined if an error kept it from being decided. */
export type Handled = {
  readonly messageId: string
  /** Set if the text arrived through its carrier's own topic. */
  readonly carrier?: CarrierName | undefined
  readonly inboundId?: string | undefined
  readonly verdict: Verdict | undefined
}

/** The ids of messages with a text that could not be decided, or waits. */
export const undecided = (handled: readonly Handled[]): readonly string[] =>
  handled.flatMap(({ messageId, verdict }) => (verdict === undefined || verdict === 'waiting' ? [messageId] : []))

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

/** Counts a text that was turned away at first sight, if its sender may be at home: perhaps nobody is answered. */
export const countRefused = ({ telemetry, config }: Receiver, inbound: InboundText): void => {
  if (mayBeAtHome(inbound, config)) telemetry.count(metricNames.textsRefused)
}

/** Counts and logs that a text, a report or a beat could not be handled, for which SQS delivers its message again. */
export const reportFailure = (
  { telemetry }: Receiver,
  { messageId, inboundId }: Pick<Handled, 'messageId' | 'inboundId'>,
  error: unknown,
): void => {
  telemetry.count(metricNames.textsFailed)
  telemetry.log(logEvents.textFailed, { messageId, ...(inboundId && { inboundId }), error: errorName(error) })
}

/** Whether an item is done with, or SQS must deliver its message again. */
export type Taken = 'taken' | 'again'

/** Takes items that aren't texts. Returns the ids of the messages that SQS must deliver again. */
export const takeAll = async <Item extends { readonly messageId: string }>(
  receiver: Receiver,
  items: readonly Item[],
  take: (receiver: Receiver, item: Item) => Promise<Taken>,
): Promise<readonly string[]> => {
  const left = items.map(async (item) => {
    const { messageId } = item
    const taken = await tried(
      () => take(receiver, item),
      (error) => reportFailure(receiver, { messageId }, error),
    )
    return taken === 'taken' ? [] : [messageId]
  })
  return (await Promise.all(left)).flat()
}

/** Stores a carrier's delivery report. */
export const takeReport = async (
  receiver: Receiver,
  { carrier, report, firstDelivery }: ReportItem,
): Promise<Taken> => {
  const named = await withInboundId(receiver, report)
  if (named !== undefined) await noteDelivery(receiver, carrier, named)
  // A report may be faster than the note of its id. If that is unknown later, too, nobody can tell whose it is.
  return named === undefined && firstDelivery ? 'again' : 'taken'
}

/** Finds out which reply a report is about if it names only the carrier's own id of it. */
const withInboundId = async (
  { claims }: Receiver,
  report: DeliveryReport | ReportByMessageId,
): Promise<DeliveryReport | undefined> => {
  if ('inboundId' in report) return report
  const { messageId, ...others } = report
  const inboundId = await claims.inboundIdOf(messageId)
  return inboundId === undefined ? undefined : { inboundId, ...others }
}
