/**
 * Replies that wait are messages in flight, of which SQS allows 120,000 in a queue. A reply waits for two days at the most, so the parts of
 * two days must fit, with room for duplicates.
 */
export const maxPartsPerDay = 50_000
