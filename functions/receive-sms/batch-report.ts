import type { SQSBatchItemFailure } from 'aws-lambda'

import { underSiege, withoutPastHours } from '../../shared/rules/siege.ts'
import {
  errorName,
  logEvents,
  metricNames,
  type SilentReason,
  silencedBecause,
  silentReasons,
} from '../../shared/rules/telemetry.ts'
import type { Receiver, Verdict } from './receiver.ts'

/** A message and its verdict, or the error that kept it from being decided. */
export type Handled = {
  readonly messageId: string
  readonly inboundId?: string | undefined
  readonly verdict?: Verdict
  readonly error?: unknown
}

/** Counts and logs the verdicts of a batch. Returns the messages that SQS must deliver again. */
export const reportBatch = (receiver: Receiver, handled: readonly Handled[]): readonly SQSBatchItemFailure[] => {
  const failed = handled.filter(({ verdict }) => verdict === undefined)
  if (handled.length > 0) receiver.telemetry.count(metricNames.textsReceived, handled.length - failed.length)
  reportSilence(receiver, handled)
  reportFailures(receiver, failed)
  reportSiege(receiver)
  return failed.map(({ messageId }) => ({ itemIdentifier: messageId }))
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
    telemetry.log(logEvents.textFailed, { inboundId: inboundId ?? messageId, error: errorName(error) })
}

const reportSiege = ({ memory, telemetry, now }: Receiver): void => {
  const before = underSiege(memory.siege)
  memory.siege = withoutPastHours(memory.siege, now())
  const left = before && !underSiege(memory.siege)
  if (left) telemetry.log(logEvents.siegeLeft, {})
  if (before) telemetry.count(metricNames.siege, left ? 0 : 1)
}
