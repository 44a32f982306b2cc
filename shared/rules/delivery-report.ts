/** The reasons why an accepted reply did not reach its phone. `unknown`: the carrier says only that it failed. */
export const undeliveredKinds = ['blocked', 'unreachable', 'invalid', 'spam', 'expired', 'unknown'] as const
export type UndeliveredKind = (typeof undeliveredKinds)[number]

/** `unreported` means that the carrier itself never learnt what became of the reply, which may have arrived. */
export const deliveryStatuses = ['delivered', 'unreported', ...undeliveredKinds] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** The final status of a reply that a carrier accepted, and what sending it cost (0 if the carrier doesn't say). */
export type DeliveryReport = { readonly inboundId: string; readonly status: DeliveryStatus; readonly costUsd: number }

/** A report that names its reply only by the carrier's own id of the message. */
export type ReportByMessageId = Omit<DeliveryReport, 'inboundId'> & { readonly messageId: string }
