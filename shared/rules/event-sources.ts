import { sendReplyProcesses } from './timing.ts'

/**
 * How Lambda feeds each function from its queue: the most messages in a batch, and the most processes at a time, which bounds a flood. The
 * stack takes them from here, and doctor compares.
 */
export const eventSources = {
  /** Few processes, so that a flood can't starve the sending of replies. */
  receiveSms: { batchSize: 10, maxConcurrency: 5 },
  sendReply: { batchSize: 1, maxConcurrency: sendReplyProcesses },
} as const
