import { z } from 'zod'

import { readParameters } from './read-parameters.ts'

/** A text of so many characters (Smithy counts code points) that a pattern of the API's model fits as a whole. */
const text = (most: number, pattern: RegExp, least = 1) =>
  z
    .string()
    .refine((value) => [...value].length >= least && [...value].length <= most, {
      error: `must have from ${least} to ${most} characters`,
      abort: true,
    })
    .regex(pattern)

/**
 * The request as the API's model has it (API reference, SendTextMessage). The model requires the destination alone: without an
 * origination identity AWS chooses one, which the embedded cloud doesn't; and what is left out here it doesn't know.
 */
const sendTextMessage = z.strictObject({
  DestinationPhoneNumber: text(20, /^\+?[1-9][0-9]{1,18}$/),
  OriginationIdentity: text(256, /^[A-Za-z0-9_:/+-]+$/),
  MessageBody: text(1600, /^(?!\s*$)[\s\S]+$/),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).optional(),
  ConfigurationSetName: text(256, /^[A-Za-z0-9_:/-]+$/).optional(),
  MaxPrice: text(8, /^[0-9]{0,2}\.[0-9]{1,5}$/, 2).optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z
    .record(text(100, /^\S+$/), text(800, /^(?!\s)[\s\S]+(?<!\s)$/))
    .refine((context) => Object.keys(context).length <= 5, { error: 'must have at most 5 entries' })
    .optional(),
  DryRun: z.boolean().default(false),
})

export type SendTextMessage = z.infer<typeof sendTextMessage>

/** Reads the parameters of SendTextMessage. Throws a `ServiceFailure` that names those which the model refuses. */
export const readRequest = (parameters: object): SendTextMessage => readParameters(sendTextMessage, parameters)
