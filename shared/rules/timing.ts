/** Every wait that more than one place must agree on. The stack takes its time-outs from here, the rules their margins. */

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export const receiveSmsTimeoutMs = 20 * second
export const sendReplyTimeoutMs = 12 * second

/** A publish that gets no answer ends well before send-reply does, so that this outcome can be written. */
export const connectTimeoutMs = 0.5 * second
export const storeTimeoutMs = 1 * second
export const publishTimeoutMs = 4 * second

/** httpSMS waits five seconds for an answer to an event, and tries twice (its webhook service). */
export const simWebhookTimeoutMs = 5 * second

/** Whether a phone reports is asked before a reply is claimed, and costs it little of its time. */
export const phoneCheckTimeoutMs = 1.5 * second

/** The app reports every fifteen minutes (httpSMS, heartbeat worker): a phone that missed two is not there. */
export const phoneSilenceMs = 35 * minute

/** How far two processes' clocks may be apart. */
const clockSkewMs = 2 * second

/** A text older than this (by the SNS `Timestamp`) comes from an outage that its sender has forgotten. */
export const staleAfterMs = 48 * hour

/** How long a STOP silences us. */
export const optOutMs = 365 * day

/** A reply that could not be sent within a day of the time it was first due would only puzzle. */
export const expireAfterMs = 24 * hour

/** A block that is lifted by hand, or an opt-out that another process ends, is honoured within that time. */
export const knownSilentMs = 1 * minute

/** How long a process turns a sender away without a look at his record: until asking again may count. */
export const turnedAwayMs = 5 * minute

/** How long it is remembered that a siege held a sender back. */
export const heldBackMs = 24 * hour

/** SQS keeps a message that long (queue setting), hence no redelivery comes later: a reservation is remembered until then. */
export const queueRetentionMs = 4 * day
export const deadLetterRetentionMs = 14 * day

/** What a publish may take at the longest, by any clock: so much of its hour must be left before it starts. */
export const publishMarginMs = sendReplyTimeoutMs + clockSkewMs

/**
 * How often a queue may hand out a message before it is dead, the most that SQS allows.
 * With two minutes between two receives it outlasts an outage of 33 hours.
 */
export const maxReceiveCount = 1000
export const queueVisibilityMs = 2 * minute

/**
 * How long nobody tries to send by a line that has just refused. The refused reply comes again soon after: SQS hides it from its receive
 * on, which was a little before the refusal.
 */
export const probeIntervalMs = queueVisibilityMs - publishMarginMs

/** However long a line has refused, a reply that waits for it is booked again within that time, well before it expires. */
export const longestBookingGapMs = 8 * hour

/** SQS hides a message for 12 hours from its receive at the most; this leaves room for the function's own time. */
export const longestHoldMs = 11 * hour
