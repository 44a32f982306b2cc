import parsePhoneNumber from 'libphonenumber-js/mobile'
import { z } from 'zod'

import { ServiceFailure } from '../../../local/endpoint/service.ts'

/** A text message that Meta would take. */
export type MessageRequest = {
  /** A number in E.164, or an id. */
  readonly to: string
  readonly text: string
  readonly callbackData: string | undefined
}

/** API reference, SendWhatsAppMessage. */
const request = z.strictObject({
  originationPhoneNumberId: z.string().regex(/^phone-number-id-.+$|^arn:.*:phone-number-id\/[0-9a-zA-Z]+$/),
  message: z.base64().min(1),
  metaApiVersion: z.string().regex(/^v\d+\.\d+$/),
})

/**
 * A text message (Meta, messages reference), as far as a number sends it. Its text is limited to 4096 characters (Meta, text messages), what
 * comes back with statuses to 512 (Meta, messages reference). With both `to` and `recipient`, Meta takes one of them: here that is a mistake.
 */
const message = z
  .strictObject({
    messaging_product: z.literal('whatsapp'),
    recipient_type: z.literal('individual').optional(),
    to: z
      .string()
      .regex(/^\+?\d{5,20}$/)
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

/** The parameters of SendWhatsAppMessage. Throws a `ServiceFailure` for what the API's model refuses. */
export const readParameters = (parameters: object): z.infer<typeof request> => {
  const { data, error } = request.safeParse(parameters)
  if (data === undefined) throw new ServiceFailure('ValidationException', z.prettifyError(error))
  return data
}

/**
 * The message in a request. AWS passes it on and doesn't say what it checks before (user guide, managing-event-destinations-status): here everything, so
 * that what is wrong with it is seen at once. Throws a `ServiceFailure`.
 */
export const readMessage = (base64: string, businessNumber: string): MessageRequest => {
  const { data, error } = message.safeParse(parse(Buffer.from(base64, 'base64').toString('utf8')))
  if (data === undefined) throw new ServiceFailure('InvalidParametersException', z.prettifyError(error))
  const { to = '', recipient, text, biz_opaque_callback_data: callbackData } = data
  return { to: recipient ?? withCountry(to, businessNumber), text: text.body, callbackData }
}

/** Without a plus, Meta puts the business's own country before a number (Meta, phone number formats), whatever it begins with. */
const withCountry = (to: string, businessNumber: string): string =>
  to.startsWith('+') ? to : `+${parsePhoneNumber(businessNumber)?.countryCallingCode}${to}`

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
