import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { phoneRequest } from './requests.ts'
import { createSendQueue, type Dependencies, newPhoneSettings, type PhoneSettings } from './send-queue.ts'
import { minute } from './webhook.ts'

export type Phone = ReturnType<typeof createPhone>

export const createPhone = (number: string, dependencies: Dependencies) => {
  const { now } = dependencies
  let settings: PhoneSettings = newPhoneSettings(number)
  const presence = createPresence(dependencies, number)
  const queue = createSendQueue(dependencies, () => settings, presence.isOn)
  const { report, catchUp } = createReports(dependencies, presence.isOn)
  const inbound = (message_id: string, contact: string) => {
    const timestamp = new Date(now()).toISOString()
    return { message_id, owner: number, contact, timestamp }
  }
  return {
    settings: () => settings,
    change: (changes: PhoneChanges): void => {
      settings = changed(settings, changes)
    },
    /** Also accepts values that the API would refuse. */
    replaceSettings: (newSettings: PhoneSettings): void => {
      settings = newSettings
    },
    lastHeartbeatAt: presence.lastHeartbeatAt,
    send: queue.add,
    newId: (): string => randomUUID(),
    text: async (from: string, content: string, id: string = randomUUID()): Promise<string> => {
      const data = { ...inbound(id, from), content, encrypted: false }
      await report('message.phone.received', '/v1/messages/receive', data)
      return id
    },
    call: async (from: string, id: string = randomUUID()): Promise<string> => {
      await report('message.call.missed', '/v1/messages/calls/missed', inbound(id, from))
      return id
    },
    switchOff: presence.goOffline,
    switchOn: async (): Promise<void> => {
      await presence.goOnline()
      queue.release()
      await catchUp()
    },
  }
}

/** The app uploads only a few texts at a time, however fast they come. */
const uploadsAtOnce = 3

/** Reports what happens on the phone at once, or later if the phone is off. */
const createReports = ({ tell }: Dependencies, isOn: () => boolean) => {
  const limited = limitConcurrency(uploadsAtOnce)
  const unreported: Parameters<typeof tell>[] = []
  return {
    report: async (...event: (typeof unreported)[number]): Promise<void> => {
      if (isOn()) await limited(() => tell(...event))
      else unreported.push(event)
    },
    catchUp: async (): Promise<void> => {
      for (const event of unreported.splice(0)) await tell(...event)
    },
  }
}

type PhoneChanges = Omit<z.infer<typeof phoneRequest>, 'phone_number'>

/** As httpSMS's phone service: 0 changes nothing, an auto reply stays, and an omitted token or schedule is lost. */
const changed = (settings: PhoneSettings, changes: PhoneChanges): PhoneSettings => ({
  ...settings,
  sim: changes.sim,
  messages_per_minute: changes.messages_per_minute || settings.messages_per_minute,
  max_send_attempts: changes.max_send_attempts || settings.max_send_attempts,
  message_expiration_seconds: changes.message_expiration_seconds ?? settings.message_expiration_seconds,
  missed_call_auto_reply: changes.missed_call_auto_reply || settings.missed_call_auto_reply,
  fcm_token: settings.fcm_token === null ? null : (changes.fcm_token ?? null),
  message_send_schedule_id: changes.message_send_schedule_id || null,
})

/** httpSMS reports a phone as offline after four missed heartbeats of sixteen minutes (its heartbeat service). */
const givenUpAfterMs = 65 * minute

/** An online phone's last heartbeat is always now. Once offline, it is so old that httpSMS reports it. */
const createPresence = ({ tell, now }: Dependencies, number: string) => {
  let silentSince: number | undefined
  const lastHeartbeatAt = () => silentSince ?? now()
  const report = (state: 'offline' | 'online'): Promise<void> => {
    return tell(`phone.heartbeat.${state}`, '/v1/heartbeats', { owner: number })
  }
  return {
    isOn: () => silentSince === undefined,
    lastHeartbeatAt,
    /** Resolves when all webhooks have been notified, as `goOnline` does. */
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

/** Runs at most `atOnce` tasks at a time; the others wait. The tasks must not fail. */
const limitConcurrency = (atOnce: number) => {
  const lanes = Array.from({ length: atOnce }, () => Promise.resolve())
  let given = 0
  return (work: () => Promise<void>): Promise<void> => {
    const lane = given++ % atOnce
    const done = (lanes[lane] ?? Promise.resolve()).then(work)
    lanes[lane] = done
    return done
  }
}
