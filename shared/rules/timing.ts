/** Durations in milliseconds that several places agree on: the stack's timeouts, and the margins of rules. */

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export const receiveSmsTimeoutMs = 20 * second
export const sendReplyTimeoutMs = 20 * second

/** The number of processes that send replies: the fewest that Lambda allows (developer guide, maximum concurrency). */
export const sendReplyProcesses = 2

/**
 * Timeouts of requests. A send without an answer ends before send-reply's timeout, and its outcome is written, unless
 * the table is at its slowest and the key of its carrier could only be read at a second try, too.
 */
export const connectTimeoutMs = 0.5 * second
export const storeTimeoutMs = 1 * second
export const publishTimeoutMs = 4 * second

/** The longest that an invocation of send-reply sleeps until it may ask or send; beyond it, the reply is hidden. */
export const longestSleepMs = 5 * second

/** A question comes before an attempt in the same invocation, so it must be short. */
export const questionTimeoutMs = 1.5 * second

/** The greatest clock skew between two processes. */
const clockSkewMs = 2 * second

/** An older text (by `sentAt`) comes from a long outage, and an answer would only confuse the sender. */
export const staleAfterMs = 48 * hour

/** An opt-out lasts for a year, plus a day for which a blocked sender's further STOPs need not be stored. */
export const optOutMs = 366 * day

/** A reply that is more than a day late would only confuse the sender, so it expires. */
export const expireAfterMs = 24 * hour

/** A process remembers a sender's silence for this long, and may not notice that its reason has ended elsewhere. */
export const knownSilentMs = 1 * minute

/** A sender who was turned away is `returning` only after this long: a second text, or a redelivery, comes too soon. */
export const comesBackAfterMs = 5 * minute

/** A sender who was turned away in a siege, and texts again within this time, is probably a person. */
export const comesBackWithinMs = 24 * hour

/** It is remembered for this long that a sender was turned away. */
export const turnedAwayMemoryMs = 7 * day

/** A text that is handled later than this after it was sent is late, because of an outage of ours or of a phone. */
export const lateAfterMs = 10 * minute

/** A text that waits for room is looked at once in each period of this length. */
export const lookEveryMs = 20 * minute

/** The longest that a text waits for room after its first look. Whoever waits longer has left, save in an outage. */
export const longestWaitMs = { onTime: 4 * hour, late: day } as const

/** SQS keeps a message for this long. Replies are remembered for as long, since their texts may be redelivered. */
export const queueRetentionMs = 4 * day
export const deadLetterRetentionMs = 14 * day

/** The longest that sending takes by any clock: the owner of an older claim without an outcome has died. */
export const publishMarginMs = sendReplyTimeoutMs + clockSkewMs

/** SQS delivers a message this often before it is a dead letter: its maximum, which outlasts an outage of 33 hours. */
export const maxReceiveCount = 1000
export const queueVisibilityMs = 2 * minute

/** For longer than this, no deployment leaves the two functions with different keys. */
export const longestDeploymentMs = 1 * hour

/** SQS hides a message for at most 12 hours after it was received. This leaves room for the function's own time. */
export const longestHiddenMs = 11 * hour

/** The most messages in a batch of each function, and the most processes that Lambda runs of it. */
export const eventSources = {
  /** Few processes, so that a flood can't starve the sending of replies. */
  receiveSms: { batchSize: 10, maxConcurrency: 5 },
  sendReply: { batchSize: 1, maxConcurrency: sendReplyProcesses },
} as const
