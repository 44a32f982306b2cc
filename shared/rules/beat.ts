import { hour, minute, second } from './timing.ts'

/*
 * Once an hour a beat does what a text does: receive-sms saves, books, counts and queues for it, once for each line,
 * and send-reply looks it up, asks whether the carrier would take a reply, and claims it. Then it is counted.
 */

/** The beat as its schedule publishes it. A version that doesn't know it takes it for a notice, and ignores it. */
export const beatMessage = 'beat'

/** The minute of each hour in which the schedule publishes: in the middle, so that an hour seldom has two beats. */
export const beatMinute = 30

/** The same for EventBridge Scheduler (user guide, schedule types), and when it calls a poll. */
export const beatCron = `cron(${beatMinute} * * * ? *)`
export const everyMinute = 'rate(1 minute)'

/** Names what is stored for beats. No id of a text, no sender and no budget has a name with a slash. */
export const beatName = '/beat'

/** Returns the id that a beat has for the nth line of the settings, in place of a text's. */
export const beatIdOf = (messageId: string, line: number): string => `${beatName}/${messageId}/${line}`
export const isBeatId = (inboundId: string): boolean => inboundId.startsWith(`${beatName}/`)

/**
 * How many milliseconds after a beat a stage is silent. One may fail: the next comes two hours after the one before,
 * and CloudWatch shows it some minutes later.
 */
export const silentAfterMs = 2 * hour + 15 * minute

/** In how many hours, one more than that looked at, none is heard or a line has none before an alarm rings. */
export const [unheardHours, silentHours] = [4, 5]

/** For how many milliseconds a beat is hidden in the queue of replies, as a reply is until it is due. */
export const beatDelayMs = 5 * second

/** A beat that is heard later than this, in milliseconds, is dropped: no outage ends with all of its beats at once. */
export const beatGoodForMs = hour

/** A beat expires so long after it was due, in milliseconds. Until then its line gets no other: a pause keeps one. */
export const beatExpiresAfterMs = 12 * hour
