import { randomUUID } from 'node:crypto'

import type { PhoneSettings } from './phone-settings.ts'
import type { Dependencies } from './send-queue.ts'
import { minute } from './units.ts'

/** Whether a phone is on and reports. */
export type Presence = {
  readonly isOn: () => boolean
  readonly lastHeartbeatAt: () => number
  /** Both resolve when all webhooks have been notified. */
  readonly goOffline: () => Promise<void>
  readonly goOnline: () => Promise<void>
}

/**
 * The silence after which httpSMS reports a phone as offline: four missed heartbeats, of one every sixteen minutes (its heartbeat
 * service).
 */
const givenUpAfterMs = 65 * minute

/**
 * While a phone is online, its last heartbeat is always now. As soon as it goes offline, its last heartbeat is so old that
 * httpSMS reports that.
 */
export const createPresence = ({ tell, now }: Dependencies, settings: () => PhoneSettings): Presence => {
  let silentSince: number | undefined
  const monitor_id = randomUUID()
  const lastHeartbeatAt = () => silentSince ?? now()
  const report = (state: 'offline' | 'online'): Promise<void> => {
    const { id: phone_id, user_id, phone_number: owner } = settings()
    const [last_heartbeat_timestamp, timestamp] = [lastHeartbeatAt(), now()].map((at) => new Date(at).toISOString())
    const data = { phone_id, user_id, last_heartbeat_timestamp, timestamp, monitor_id, owner }
    return tell(`phone.heartbeat.${state}`, '/v1/heartbeats', data)
  }
  return {
    isOn: () => silentSince === undefined,
    lastHeartbeatAt,
    goOffline: () => {
      silentSince = now() - givenUpAfterMs
      return report('offline')
    },
    goOnline: () => {
      silentSince = undefined
      return report('online')
    },
  }
}
