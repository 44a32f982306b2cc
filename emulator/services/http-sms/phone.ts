import { randomUUID } from 'node:crypto'

import type { LinePhone } from '../../phones/line-phone.ts'
import { limitConcurrency } from './limit-concurrency.ts'
import type { Message } from './message.ts'
import { changed, newPhoneSettings, type PhoneChanges, type PhoneSettings } from './phone-settings.ts'
import { createPresence } from './presence.ts'
import { createSendQueue, type Dependencies } from './send-queue.ts'

/** A phone that runs httpSMS. */
export type Phone = Required<Omit<LinePhone, 'textsAtOnce'>> & {
  readonly settings: () => PhoneSettings
  /** Changes the settings as the API does. */
  readonly change: (changes: PhoneChanges) => void
  /** Also accepts values that the API would refuse. */
  readonly replaceSettings: (settings: PhoneSettings) => void
  readonly lastHeartbeatAt: () => number
  readonly send: (message: Message) => void
}

/** Creates a phone whose app has just signed in. */
export const createPhone = (number: string, userId: string, dependencies: Dependencies): Phone => {
  const { now } = dependencies
  let settings = newPhoneSettings(number, userId, now())
  const presence = createPresence(dependencies, () => settings)
  const queue = createSendQueue(dependencies, () => settings, presence.isOn)
  const { report, catchUp } = createReports(dependencies, presence.isOn)
  const inbound = (message_id: string, contact: string) => {
    const timestamp = new Date(now()).toISOString()
    return { message_id, user_id: userId, owner: number, contact, timestamp, sim: settings.sim }
  }
  return {
    settings: () => settings,
    change: (changes) => {
      settings = changed(settings, changes, now())
    },
    replaceSettings: (newSettings) => {
      settings = newSettings
    },
    lastHeartbeatAt: presence.lastHeartbeatAt,
    send: queue.add,
    newId: () => randomUUID(),
    text: async (from, content, id = randomUUID()) => {
      const data = { ...inbound(id, from), content, encrypted: false, attachments: [] }
      await report('message.phone.received', '/v1/messages/receive', data)
      return id
    },
    call: async (from, id = randomUUID()) => {
      await report('message.call.missed', '/v1/messages/calls/missed', inbound(id, from))
      return id
    },
    switchOff: presence.goOffline,
    switchOn: async () => {
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
  const untold: Parameters<typeof tell>[] = []
  return {
    report: async (...event: (typeof untold)[number]): Promise<void> => {
      if (isOn()) await limited(() => tell(...event))
      else untold.push(event)
    },
    catchUp: async (): Promise<void> => {
      for (const event of untold.splice(0)) await tell(...event)
    },
  }
}
