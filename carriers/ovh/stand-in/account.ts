import type { LinePhone, Within } from '../../../emulator/index.ts'
import type { KeyOptions } from './keys.ts'
import type { Job, Settings } from './requests.ts'
import { createConversations, delivered, type Outbound, priceOf, receivedText, sentText, textsOf } from './texts.ts'

/** An SMS account at OVHcloud that has numbers of Time2Chat. */
export type OvhOptions = KeyOptions & {
  /** The account's name, such as `sms-ab12345-1`. */
  readonly serviceName: string
  /** They are among the API's `virtualNumbers` (ovh/manager, telecom-sms-senders.controller.js). */
  readonly numbers: readonly string[]
  readonly creditsLeft: number
  /** OVHcloud's own answer; null for none, though the panel wants characters (telecom-sms-configure-time2chat.html). */
  readonly automaticResponse?: string | null
  /** Whether that answer can be emptied through the API; by default it can. */
  readonly answerMayBeEmpty?: boolean
  /** The last `ptt` of texts that don't reach their receivers, by receiver. All others are delivered. */
  readonly outcomes?: Readonly<Record<string, number>>
}

/** Creates the account. What OVHcloud does with STOP and CONTACT is left out. */
export const createOvhAccount = (options: OvhOptions, { phones, now, later }: Within) => {
  type Incoming = Map<number, ReturnType<typeof receivedText>>
  const incoming = new Map(options.numbers.map((number): [string, Incoming] => [number, new Map()]))
  const outgoing = new Map<number, ReturnType<typeof sentText>>()
  let { creditsLeft } = options
  let settings: Settings = {
    automaticRecreditAmount: null,
    templates: { time2chatAutomaticResponse: options.automaticResponse ?? null },
  }
  let lastId = 26_929_924
  const newId = () => ++lastId

  /** Who pays for OVHcloud's own answer isn't documented; here it costs as much as a reply, and isn't `outgoing`. */
  const conversations = createConversations(later, (number, sender) => {
    const text = settings.templates.time2chatAutomaticResponse ?? ''
    if (text === '' || creditsLeft < priceOf(text)) return
    creditsLeft -= priceOf(text)
    phones.deliver({ id: String(newId()), from: number, to: sender, text })
  })

  const send = (text: Outbound): void => {
    const { id, number: from, receiver: to, message } = text
    const ptt = options.outcomes?.[to] ?? delivered
    conversations.reply(from, to)
    outgoing.set(id, sentText(text, ptt))
    if (ptt === delivered) phones.deliver({ id: String(id), from, to, text: message })
  }

  const phoneOf = (number: string): LinePhone => ({
    newId: () => String(newId()),
    text: async (from, message, id = String(newId())) => {
      incoming.get(number)?.set(Number(id), receivedText(Number(id), from, message, now()))
      phones.send({ id, from, to: number, text: message })
      conversations.begin(number, from)
      return id
    },
  })

  return {
    serviceName: options.serviceName,
    phones: new Map(options.numbers.map((number) => [number, phoneOf(number)])),
    creditsLeft: () => creditsLeft,
    /** How many texts and final receipts there are to fetch. */
    waiting: () => {
      const received = [...incoming.values()].reduce((sum, { size }) => sum + size, 0)
      return received + [...outgoing.values()].filter(({ deliveryReceipt }) => deliveryReceipt !== 0).length
    },
    settings: () => settings,
    /** Changes the settings, unless an answer that must not be empty would be. Returns whether they were changed. */
    change: (changes: Partial<Settings>): boolean => {
      const { answerMayBeEmpty = true } = options
      if (!answerMayBeEmpty && changes.templates && !changes.templates.time2chatAutomaticResponse) return false
      settings = { ...settings, ...changes }
      return true
    },
    incomingOf: (number: string) => incoming.get(number),
    outgoing,
    /** Lets the day of every conversation pass at once, so that whoever has got no answer gets OVHcloud's. */
    endConversations: conversations.endAll,
    /** Takes a job, whose texts leave later; undefined if there aren't credits for all of them. */
    take: (job: Job) => {
      const { texts, invalidReceivers } = textsOf(job, now(), newId)
      const totalCreditsRemoved = texts.length * priceOf(job.message)
      if (totalCreditsRemoved > creditsLeft) return undefined
      creditsLeft -= totalCreditsRemoved
      for (const text of texts) later(0, () => send(text))
      const validReceivers = job.receivers.filter((receiver) => !invalidReceivers.includes(receiver))
      return { ids: texts.map(({ id }) => id), validReceivers, invalidReceivers, totalCreditsRemoved, tag: job.tag }
    },
  }
}

export type OvhAccount = ReturnType<typeof createOvhAccount>
