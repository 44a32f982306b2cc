import parsePhoneNumber from 'libphonenumber-js/mobile'
import { z } from 'zod'

import { ServiceFailure } from '../../endpoint/service.ts'
import { parseJson } from '../../parse-json.ts'

/** A text message that Meta would accept. */
export type MessageRequest = {
  /** The recipient's number in E.164, or their id. */
  readonly to: string
  readonly text: string
  readonly callbackData: string | undefined
}

/**
 * The versions of Meta's API that Meta has released (Graph API changelog, versions, November 2026), from the first that AWS takes ("Version
 * 20 and later"). Calls to one that has ended get the oldest usable one (Meta, platform versioning), which sends text messages as well.
 */
const metaApiVersions = ['v20.0', 'v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0'] as const

/** The parameters of the call (API reference, SendWhatsAppMessage). */
const request = z.strictObject({
  originationPhoneNumberId: z.string().regex(/^phone-number-id-.+$|^arn:.*:phone-number-id\/[0-9a-zA-Z]+$/),
  message: z.base64().min(1),
  metaApiVersion: z.enum(metaApiVersions),
})

/**
 * The fields of a text message that our functions use (Meta, messages reference). The text is limited to 4096 characters (Meta,
 * text messages), and the callback data to 512 (Meta, messages reference). If both `to` and `recipient` are given, Meta uses one
 * of them, but the stand-in refuses that.
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

/** Reads the parameters of SendWhatsAppMessage. Throws a `ServiceFailure` if the API's model refuses them. */
export const readParameters = (parameters: object): z.infer<typeof request> => {
  const { data, error } = request.safeParse(parameters)
  if (data === undefined) throw new ServiceFailure('ValidationException', z.prettifyError(error))
  return data
}

/**
 * Reads the message in a request. AWS passes it on, and doesn't document what it checks first (user guide,
 * managing-event-destinations-status). The stand-in checks everything, so that mistakes show at once. Throws a `ServiceFailure`.
 */
export const readMessage = (base64: string, businessNumber: string): MessageRequest => {
  const { data, error } = message.safeParse(parseJson(Buffer.from(base64, 'base64').toString('utf8')))
  if (data === undefined) throw new ServiceFailure('InvalidParametersException', z.prettifyError(error))
  const { to = '', recipient, text, biz_opaque_callback_data: callbackData } = data
  return { to: recipient ?? withCountry(to, businessNumber), text: text.body, callbackData }
}

/** Meta prepends the business's own country to a number without a plus, whatever its first digits are (Meta, phone number formats). */
const withCountry = (to: string, businessNumber: string): string =>
  to.startsWith('+') ? to : `+${parsePhoneNumber(businessNumber)?.countryCallingCode}${to}`
