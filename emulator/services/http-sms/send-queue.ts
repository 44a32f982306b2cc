import type { Phones } from '../../phones/phones.ts'
import { expiredData, failedData, type Message, sentData } from './message.ts'
import type { PhoneSettings } from './phone-settings.ts'
import { second } from './units.ts'

/** What a phone needs: httpSMS, which notifies webhooks, the phones that it texts, and the time. */
export type Dependencies = {
  /** Reports an event by its type, its source in httpSMS's API, and its data. */
  readonly tell: (type: string, source: string, data: object) => Promise<void>
  readonly deliver: Phones['deliver']
  readonly now: () => number
  readonly later: (delayMs: number, work: () => void) => void
}

/** The messages that a phone still has to send. */
export type SendQueue = {
  readonly add: (message: Message) => void
  /** Sends the messages that have been waiting for the phone. */
  readonly release: () => void
}

/**
 * Hands messages to the phone at its pace. While the phone is off, each message waits until it expires (httpSMS's notification and message
 * services).
 */
export const createSendQueue = (
  dependencies: Dependencies,
  settings: () => PhoneSettings,
  isOn: () => boolean,
): SendQueue => {
  const { now, later } = dependencies
  const { send, fail, expire } = createSending(dependencies, settings)
  let lastAt = Number.NEGATIVE_INFINITY
  const waiting = new Set<Message>()

  const handOver = (message: Message, attempts: number): void => {
    const takenAt = now()
    const { messages_per_minute: pace } = settings()
    lastAt = Math.max(takenAt, lastAt + (pace === 0 ? 0 : Math.floor(60 / pace) * second))
    const waitMs = lastAt - takenAt
    if (waitMs === 0) notify(message, attempts)
    else later(waitMs, () => notify(message, attempts))
  }
  const notify = (message: Message, attempts: number): void => {
    if (settings().fcm_token === null) fail(message)
    else if (isOn()) void send(message)
    else waitFor(message, attempts)
  }
  const waitFor = (message: Message, attempts: number): void => {
    waiting.add(message)
    later(settings().message_expiration_seconds * second, () => {
      if (!waiting.delete(message)) return
      expire(message, attempts)
      if (attempts < message.maxAttempts) handOver(message, attempts + 1)
    })
  }
  return {
    add: (message) => handOver(message, 1),
    release: () => {
      for (const message of waiting) void send(message)
      waiting.clear()
    },
  }
}

/** The three outcomes of a message, each with the events that httpSMS reports. */
const createSending = ({ tell, deliver, now }: Dependencies, settings: () => PhoneSettings) => ({
  send: async (message: Message): Promise<void> => {
    const { id, to, text } = message
    deliver({ id, from: settings().phone_number, to, text })
    for (const type of ['message.phone.sent', 'message.phone.delivered'])
      await tell(type, `/v1/messages/${id}/events`, sentData(message, settings(), now()))
  },
  fail: (message: Message): void => {
    const data = failedData(message, settings(), now(), 'The phone has no Firebase token')
    void tell('message.send.failed', '/v1/messages/send', data)
  },
  expire: (message: Message, attempts: number): void => {
    void tell('message.send.expired', '/v1/messages/send', expiredData(message, settings(), now(), attempts))
  },
})
