import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import { second } from '../shared/rules/timing.ts'

/** The clock of the command line, and how it waits. Both in milliseconds. */
export type Time = { readonly now: () => number; readonly wait: (ms: number) => Promise<void> }

/**
 * The time between two requests of an action. AWS accepts one a second from an account in a region (End User Messaging user guide,
 * quotas), and their ways to AWS may take unequally long.
 */
export const requestGapMs = 1.1 * second

/** Makes each request of a client, retries included, wait until `requestGapMs` after the previous one of the same action. */
export const pace = ({ middlewareStack }: PinpointSMSVoiceV2Client, { now, wait }: Time): void => {
  const freeAt = new Map<string, number>()
  middlewareStack.addRelativeTo(
    <Call, Answer>(next: (call: Call) => Promise<Answer>, { commandName: action = '' }: { commandName?: string }) =>
      async (call: Call) => {
        const askedAt = now()
        const at = Math.max(askedAt, freeAt.get(action) ?? 0)
        freeAt.set(action, at + requestGapMs)
        if (at > askedAt) await wait(at - askedAt)
        return next(call)
      },
    { relation: 'after', toMiddleware: 'retryMiddleware', name: 'pace' },
  )
}
