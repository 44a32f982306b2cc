import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Phones, parseJson, ServiceFailure } from '../../../emulator/index.ts'
import type { BusinessAccount, WhatsAppNumber } from './business-account.ts'
import { type Change, givenUpChange, statusChange } from './event.ts'
import { type Conversations, newWamid, personOf } from './people.ts'

export type Publish = (number: WhatsAppNumber, change: Change) => Promise<void>

export type SendingOptions = {
  readonly account: BusinessAccount
  readonly conversations: Conversations
  readonly unreachable: readonly string[]
  readonly phones: Pick<Phones, 'deliver' | 'confirm'>
  readonly publish: Publish
}

/** Meta's error for a recipient who has not written or called within 24 hours (Meta, error codes). */
const conversationOver = 131047

/** Accepts messages as AWS does: statuses say later what Meta did with them (managing-event-destinations-status). */
export const createSending =
  ({ account, conversations, unreachable, phones, publish }: SendingOptions) =>
  (parameters: object): { readonly messageId: string } => {
    const { originationPhoneNumberId, message } = readParameters(request, parameters)
    const number = account.find(originationPhoneNumberId)
    if (number === undefined)
      throw new ServiceFailure('ResourceNotFoundException', `There is no ${originationPhoneNumberId}`)
    const { to, text, callbackData } = readMessage(message)
    const person = personOf(to)
    const id = randomUUID()
    const outbound = { id, wamid: newWamid(person), person, callbackData }
    const tell = (status: Parameters<typeof statusChange>[1]) => publish(number, statusChange(outbound, status))
    const advance = async (status: 'sent' | 'delivered' | 'read'): Promise<void> => {
      phones.confirm({ id, receipt: status })
      await tell({ status })
    }
    const arrive = async (): Promise<void> => {
      phones.deliver({ id, from: number.address, to, text })
      await advance('sent')
      await advance('delivered')
      conversations.leaveUnread(person, number, () => void advance('read'))
    }
    const end = (): Promise<void> => {
      if (unreachable.includes(to)) return publish(number, givenUpChange(outbound))
      return conversations.isOpen(person, number) ? arrive() : tell({ status: 'failed', code: conversationOver })
    }
    // This is not awaited, because AWS has accepted the message whatever becomes of it.
    void end()
    return { messageId: id }
  }

/** Meta's versions from the first that AWS takes ("Version 20 and later"; Graph API changelog, November 2026). */
const metaApiVersions = ['v20.0', 'v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0'] as const

/** The id of a number. AWS also takes its ARN (API reference, SendWhatsAppMessage), which this stand-in refuses. */
export const idOfNumber = z.string().max(100).startsWith('phone-number-id-')

/** The parameters of the call (API reference, SendWhatsAppMessage). */
const request = z.strictObject({
  originationPhoneNumberId: idOfNumber,
  message: z.base64().min(1),
  metaApiVersion: z.enum(metaApiVersions),
})

/** The fields of a text that functions use, with their limits (Meta, messages reference, text messages). */
const message = z
  .strictObject({
    messaging_product: z.literal('whatsapp'),
    recipient_type: z.literal('individual').optional(),
    // Meta takes a number without a plus, too, as one of the business's own country (phone number formats).
    to: z
      .string()
      .regex(/^\+\d{5,20}$/)
      .optional(),
    recipient: z
      .string()
      .regex(/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/)
      .optional(),
    type: z.literal('text'),
    text: z.strictObject({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
    biz_opaque_callback_data: z.string().max(512).optional(),
  })
  .refine(({ to, recipient }) => (to === undefined) !== (recipient === undefined), 'needs either "to" or "recipient"')

/** Reads the parameters of an action. Throws a `ServiceFailure` if the API's model refuses them. */
export const readParameters = <T>(schema: z.ZodType<T>, parameters: object): T => {
  const { data, error } = schema.safeParse(parameters)
  if (error !== undefined) throw new ServiceFailure('ValidationException', z.prettifyError(error))
  return data
}

/** Reads a message and checks all of it; what AWS checks isn't documented (managing-event-destinations-status). */
const readMessage = (base64: string) => {
  const { data, error } = message.safeParse(parseJson(Buffer.from(base64, 'base64').toString('utf8')))
  if (data === undefined) throw new ServiceFailure('InvalidParametersException', z.prettifyError(error))
  const { to = '', recipient, text, biz_opaque_callback_data: callbackData } = data
  return { to: recipient ?? to, text: text.body, callbackData }
}
