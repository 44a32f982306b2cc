import type { ClaimStore, Telemetry } from './ports.ts'
import type { CarrierName } from './rules/carriers.ts'
import type { DeliveryReport } from './rules/delivery-report.ts'
import {
  deliveredBy,
  logEvents,
  metricNames,
  undeliveredBecause,
  undeliveredBy,
  unreportedBy,
} from './rules/telemetry.ts'

type Dependencies = {
  readonly claims: Pick<ClaimStore, 'report'>
  readonly telemetry: Telemetry
  /** Returns tokens that are unique across processes. */
  readonly newToken: () => string
}

/** Stores and counts the first report about a reply. Ignores one about a reply without a claim. */
export const noteDelivery = async (
  { claims, telemetry, newToken }: Dependencies,
  carrier: CarrierName,
  report: DeliveryReport,
): Promise<void> => {
  if (!(await claims.report(report, newToken()))) return
  const { inboundId, status, costUsd } = report
  telemetry.log(logEvents.deliveryReported, { inboundId, status })
  if (costUsd > 0) telemetry.count(metricNames.smsCostUsd, costUsd)
  if (status === 'delivered') return telemetry.count(deliveredBy(carrier))
  if (status === 'unreported') return telemetry.count(unreportedBy(carrier))
  telemetry.count(undeliveredBy(carrier))
  telemetry.count(undeliveredBecause(status))
}
