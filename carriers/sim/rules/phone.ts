import { minute } from '../../../shared/rules/timing.ts'

/** The rules that httpSMS must keep for a SIM line's phone, in its API's terms: send nothing twice, nothing late and nothing in bursts. */
export const phoneRules = (gapMs: number) => ({
  // httpSMS would retry a message that the phone has not confirmed, but may have sent.
  max_send_attempts: 1,
  message_expiration_seconds: 600,
  messages_per_minute: Math.min(maxPerMinute, Math.max(1, Math.floor(minute / gapMs))),
})

/** The most that httpSMS allows. */
const maxPerMinute = 60
