/** Every duration that more than one place must agree on. The stack takes its time-outs from here, and the rules take their margins. */

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export const receiveSmsTimeoutMs = 20 * second
export const sendReplyTimeoutMs = 12 * second

/** A send that gets no answer must end well before send-reply's time-out, so that the outcome can be written. */
export const connectTimeoutMs = 0.5 * second
export const storeTimeoutMs = 1 * second
export const publishTimeoutMs = 4 * second

/** The phone is checked before a reply is claimed, so the check must be short. */
export const phoneCheckTimeoutMs = 1.5 * second

/** The greatest skew between the clocks of two processes. */
const clockSkewMs = 2 * second

/** An older text (by the SNS `Timestamp`) comes out of a long outage, and an answer would only puzzle. */
export const staleAfterMs = 48 * hour

/** How long an opt-out lasts. */
export const optOutMs = 365 * day

/** A reply that is more than a day late would only puzzle. */
export const expireAfterMs = 24 * hour

/** A process notices within this time that a block was lifted by hand, or that another process ended an opt-out. */
export const knownSilentMs = 1 * minute

/** How long a process turns a sender away without reading the record. After this, asking again may count. */
export const turnedAwayMs = 5 * minute

/** How long the note lasts that a siege held a sender back. */
export const heldBackMs = 24 * hour

/** SQS keeps a message this long (a setting of the queue). Reservations are remembered until then, because a redelivery may come. */
export const queueRetentionMs = 4 * day
export const deadLetterRetentionMs = 14 * day

/** The longest that sending may take, by any clock. This much of the hour must be left when it starts. */
export const publishMarginMs = sendReplyTimeoutMs + clockSkewMs

/**
 * How often SQS delivers a message before it becomes a dead letter: the most that SQS allows.
 * With two minutes between two receives it outlasts an outage of 33 hours.
 */
export const maxReceiveCount = 1000
export const queueVisibilityMs = 2 * minute

/**
 * How long nothing is sent by a line that has just refused. The refused reply comes again shortly after this, because SQS hides it from its
 * receipt on, which was a little before the refusal.
 */
export const probeIntervalMs = queueVisibilityMs - publishMarginMs

/** However long a line has refused, one waiting reply is booked again within this time, well before it expires. */
export const longestBookingGapMs = 8 * hour

/** SQS hides a message for at most 12 hours from its receipt. This leaves room for the function's own time. */
export const longestHoldMs = 11 * hour
