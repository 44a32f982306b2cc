import { hour, minute, second } from './timing.ts'

/*
 * Once an hour a beat goes the way of a text and of its reply, without a sender, and without sending anything: from the
 * inbound topic through both functions and both queues to the question whether each line's carrier would take a reply.
 * Then it is counted.
 */

/** The beat as its schedule publishes it. A version that doesn't know it takes it for a notice, and ignores it. */
export const beatMessage = 'beat'

/** The minute of each hour in which the schedule publishes: in the middle, so that an hour seldom has two beats. */
export const beatMinute = 30

/** The same for EventBridge Scheduler (user guide, schedule types), and when it calls a poll. */
export const beatCron = `cron(${beatMinute} * * * ? *)`
export const everyMinute = 'rate(1 minute)'

/**
 * How many milliseconds after a beat a stage is silent. One may fail: the next comes two hours after the one before,
 * and CloudWatch shows it some minutes later.
 */
export const silentAfterMs = 2 * hour + 15 * minute

/** For how many hours no beat comes before the alarm rings: more than an outage that replies survive. */
export const silentHours = 24

/** For how many milliseconds a beat is hidden in the queue of replies, as a reply is until it is due. */
export const beatDelayMs = 5 * second

/** A beat that is later than this, in milliseconds, is dropped: no outage ends with all of its beats at once. */
export const beatGoodForMs = hour
