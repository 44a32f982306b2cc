import { randomUUID } from 'node:crypto'
import type { z } from 'zod'

import type { phoneRequest } from './requests.ts'

/** A phone as httpSMS's API shows it. */
export type PhoneSettings = {
  readonly id: string
  readonly user_id: string
  readonly phone_number: string
  /** The token by which Firebase reaches the app. Without it, nothing can be sent to the phone. */
  readonly fcm_token: string | null
  readonly sim: 'SIM1' | 'SIM2'
  readonly messages_per_minute: number
  readonly max_send_attempts: number
  readonly message_expiration_seconds: number
  readonly missed_call_auto_reply: string | null
  readonly message_send_schedule_id: string | null
  readonly unarchive_thread: boolean
  readonly created_at: string
  readonly updated_at: string
}

export type PhoneChanges = Omit<z.infer<typeof phoneRequest>, 'phone_number'>

/** The settings that httpSMS gives a phone when its app first signs in (its phone service). */
export const newPhoneSettings = (phone_number: string, user_id: string, now: number): PhoneSettings => ({
  id: randomUUID(),
  user_id,
  phone_number,
  fcm_token: `firebase-${phone_number.slice(1)}`,
  sim: 'SIM1',
  messages_per_minute: 10,
  max_send_attempts: 2,
  message_expiration_seconds: 600,
  missed_call_auto_reply: null,
  message_send_schedule_id: null,
  unarchive_thread: false,
  created_at: new Date(now).toISOString(),
  updated_at: new Date(now).toISOString(),
})

/**
 * Applies a request to change a phone as httpSMS does (its phone service): a value of 0 changes nothing, an auto reply can't be cleared,
 * and a Firebase token or a schedule that isn't sent along is lost.
 */
export const changed = (settings: PhoneSettings, changes: PhoneChanges, now: number): PhoneSettings => ({
  ...settings,
  sim: changes.sim,
  messages_per_minute: changes.messages_per_minute || settings.messages_per_minute,
  max_send_attempts: changes.max_send_attempts || settings.max_send_attempts,
  message_expiration_seconds: changes.message_expiration_seconds ?? settings.message_expiration_seconds,
  missed_call_auto_reply: changes.missed_call_auto_reply || settings.missed_call_auto_reply,
  unarchive_thread: changes.unarchive_thread ?? settings.unarchive_thread,
  fcm_token: settings.fcm_token === null ? null : (changes.fcm_token ?? null),
  message_send_schedule_id: changes.message_send_schedule_id || null,
  updated_at: new Date(now).toISOString(),
})
