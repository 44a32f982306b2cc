import { hour, minute, second } from './timing.ts'

/*
 * Once an hour a beat does what a text does: receive-sms saves, books, counts and queues for it, once for each line,
 * and send-reply looks it up, asks whether the carrier would take a reply, and claims it. Once every line has its
 * claim of an hour, a heartbeat is counted.
 */

/** The beat as its schedule publishes it. A version that doesn't know it takes it for a notice, and ignores it. */
export const beatMessage = 'beat'

/** The minute of each hour in which a beat is published. */
export const beatMinute = 30

/** Whether a poll that is called each minute publishes the beat in this one. */
export const isBeatPublishedAt = (ms: number): boolean => new Date(ms).getUTCMinutes() === beatMinute

/** A beat's hour begins a minute before, since clocks differ: one that was stamped too early is of its own hour. */
const hourBeginsMs = (beatMinute - 1) * minute

/** Counts the hours of beats since 1970. */
export const beatHourOf = (ms: number): number => Math.floor((ms - hourBeginsMs) / hour)

/** Returns when the hour of the next beat begins. A beat that was published at `ms` ends then, wherever it is. */
export const nextBeatAfter = (ms: number): number => (beatHourOf(ms) + 1) * hour + hourBeginsMs

/** The same for EventBridge Scheduler (user guide, schedule types), and when it calls a poll. */
export const beatCron = `cron(${beatMinute} * * * ? *)`
export const everyMinute = 'rate(1 minute)'

/** Names what is stored for beats. No id of a text, no sender and no budget has a name with a slash. */
export const beatName = '/beat'

/** Returns the id that a line's beat has, in place of a text's. All copies of an hour's beat share it. */
export const beatIdOf = (publishedAt: number, line: string): string => `${beatName}/${beatHourOf(publishedAt)}/${line}`
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

/** After how many milliseconds a beat that failed is tried again. Its three attempts are too few for an alarm. */
export const beatRetryMs = 20 * minute
