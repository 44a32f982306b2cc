import { minute } from '../../../shared/rules/timing.ts'

/** What httpSMS is to keep to with the phone of a SIM line, in the words of its API: nothing twice, nothing late, nothing in bursts. */
export const phoneRules = (gapMs: number) => ({
  // It sends again what its phone has not answered for, which the phone may have sent.
  max_send_attempts: 1,
  message_expiration_seconds: 600,
  messages_per_minute: Math.min(maxPerMinute, Math.max(1, Math.floor(minute / gapMs))),
})

/** That httpSMS allows. */
const maxPerMinute = 60
