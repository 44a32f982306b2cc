import type { PhoneSettings } from './phone-settings.ts'

/** A message for a phone to send. */
export type Message = {
  readonly id: string
  /** The id that the caller of the API chose. */
  readonly requestId: string | null
  readonly to: string
  readonly text: string
  readonly takenAt: number
  readonly maxAttempts: number
}

/** A message as httpSMS's API shows it just after accepting it. */
export const messageAnswer = ({ id, requestId, to, text, takenAt, maxAttempts }: Message, phone: PhoneSettings) => {
  const at = new Date(takenAt).toISOString()
  return {
    id,
    request_id: requestId,
    owner: phone.phone_number,
    user_id: phone.user_id,
    contact: to,
    content: text,
    attachments: null,
    encrypted: false,
    type: 'mobile-terminated',
    status: 'pending',
    sim: phone.sim,
    request_received_at: at,
    created_at: at,
    updated_at: at,
    order_timestamp: at,
    send_attempt_count: 0,
    max_send_attempts: maxAttempts,
  }
}

/** The fields about a message that its events share. */
const ofMessage = ({ requestId, to, text }: Message, phone: PhoneSettings, now: number) => ({
  user_id: phone.user_id,
  request_id: requestId,
  owner: phone.phone_number,
  contact: to,
  encrypted: false,
  timestamp: new Date(now).toISOString(),
  content: text,
  sim: phone.sim,
})

/** The data of `message.phone.sent` and of `message.phone.delivered`. */
export const sentData = (message: Message, phone: PhoneSettings, now: number) => ({
  id: message.id,
  ...ofMessage(message, phone, now),
})

/** The data of `message.send.failed`. */
export const failedData = (message: Message, phone: PhoneSettings, now: number, reason: string) => ({
  id: message.id,
  error_message: reason,
  ...ofMessage(message, phone, now),
})

/** The data of `message.send.expired`. */
export const expiredData = (message: Message, phone: PhoneSettings, now: number, attempts: number) => ({
  message_id: message.id,
  send_attempt_count: attempts,
  is_final: attempts === message.maxAttempts,
  ...ofMessage(message, phone, now),
})
