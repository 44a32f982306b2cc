import type { Phones, Within } from '../../../emulator/index.ts'
import { second } from './webhook.ts'

/** What a phone needs: httpSMS, which notifies webhooks, the phones that it texts, and the time. */
export type Dependencies = Omit<Within, 'phones'> & {
  /** Reports an event by its type, its source in httpSMS's API, and its data. */
  readonly tell: (type: string, source: string, data: object) => Promise<void>
  readonly deliver: Phones['deliver']
}

/** The settings that httpSMS gives a phone when its app first signs in (its phone service). */
export const newPhoneSettings = (phone_number: string) => ({
  phone_number,
  /** The token by which Firebase reaches the app, which an incomplete update of the phone deletes. */
  fcm_token: `firebase-${phone_number.slice(1)}` as string | null,
  sim: 'SIM1' as 'SIM1' | 'SIM2',
  messages_per_minute: 10,
  max_send_attempts: 2,
  message_expiration_seconds: 600,
  missed_call_auto_reply: null as string | null,
  message_send_schedule_id: null as string | null,
})

/** A phone as httpSMS's API shows it, without the times of its creation and its last change. */
export type PhoneSettings = Readonly<ReturnType<typeof newPhoneSettings>>

/** Hands messages to the phone at its pace, or lets them expire (httpSMS's notification and message services). */
export const createSendQueue = (dependencies: Dependencies, settings: () => PhoneSettings, isOn: () => boolean) => {
  const { now, later } = dependencies
  const { send, expire } = createSending(dependencies, settings)
  let lastAt = Number.NEGATIVE_INFINITY
  const waiting = new Set<Message>()

  const handOver = (message: Message): void => {
    const takenAt = now()
    const { messages_per_minute: pace } = settings()
    lastAt = Math.max(takenAt, lastAt + (pace === 0 ? 0 : Math.floor(60 / pace) * second))
    const waitMs = lastAt - takenAt
    if (waitMs === 0) notify(message)
    else later(waitMs, () => notify(message))
  }
  const notify = (message: Message): void => {
    if (isOn()) void send(message)
    else waitFor(message)
  }
  const waitFor = (message: Message): void => {
    waiting.add(message)
    later(settings().message_expiration_seconds * second, () => {
      if (waiting.delete(message)) expire(message)
    })
  }
  return {
    add: handOver,
    release: () => {
      for (const message of waiting) void send(message)
      waiting.clear()
    },
  }
}

/** The outcomes of a message, each with the events that httpSMS reports. */
const createSending = ({ tell, deliver }: Dependencies, settings: () => PhoneSettings) => {
  const about = ({ requestId, to, text }: Message) => ({
    request_id: requestId,
    owner: settings().phone_number,
    contact: to,
    content: text,
  })
  return {
    send: async (message: Message): Promise<void> => {
      const { id, to, text } = message
      deliver({ id, from: settings().phone_number, to, text })
      for (const type of ['message.phone.sent', 'message.phone.delivered'])
        await tell(type, `/v1/messages/${id}/events`, { id, ...about(message) })
    },
    /** Tells of the first attempt: a phone that is attached has no other. */
    expire: (message: Message): void => {
      const data = { message_id: message.id, is_final: message.maxAttempts === 1, ...about(message) }
      void tell('message.send.expired', '/v1/messages/send', data)
    },
  }
}

export type Message = {
  readonly id: string
  /** The id that the caller of the API chose. */
  readonly requestId: string | null
  readonly to: string
  readonly text: string
  readonly maxAttempts: number
}

/** What functions may find of a message in the response that accepts it: its status says so already. */
export const messageAnswer = ({ id, requestId, to, text }: Message, { phone_number }: PhoneSettings) => ({
  id,
  request_id: requestId,
  owner: phone_number,
  contact: to,
  content: text,
  status: 'pending',
})
