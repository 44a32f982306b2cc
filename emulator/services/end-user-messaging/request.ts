import { z } from 'zod'
import { ServiceFailure } from '../../endpoint/answers.ts'
import { type Call, textParameter } from '../../endpoint/call.ts'
import { arnOf, type Place } from '../../template/resource-type.ts'
import type { Permission } from '../iam/permissions.ts'

/** The errors of End User Messaging, with the fields of each (API reference, SendTextMessage). */

type Field = { readonly Name: string; readonly Message: string }

export const invalid = (Reason: string, message: string, Fields: readonly Field[] = []) =>
  new ServiceFailure('ValidationException', message, { Reason, Fields })

export const conflict = (Reason: string, message: string, ResourceType: string, ResourceId: string) =>
  new ServiceFailure('ConflictException', message, { Reason, ResourceType, ResourceId })

export const notFound = (ResourceType: string, ResourceId: string) =>
  new ServiceFailure('ResourceNotFoundException', `Resource not found: ${ResourceType}`, { ResourceType, ResourceId })

export const quotaExceeded = (Reason: string, message: string) =>
  new ServiceFailure('ServiceQuotaExceededException', message, { Reason })

/** Parses the parameters of an action. Throws a `ServiceFailure` that names every invalid parameter. */
export const readParameters = <T>(schema: z.ZodType<T>, parameters: object): T => {
  const { data, error } = schema.safeParse(parameters)
  if (error === undefined) return data
  const fields = error.issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]
    return names.map((Name) => ({ Name, Message: issue.message }))
  })
  throw invalid('INVALID_PARAMETER', `Invalid parameters: ${fields.map(({ Name }) => Name).join(', ')}`, fields)
}

/** A string of so many characters (Smithy counts code points) that matches a pattern of the API's model. */
const text = (most: number, pattern: RegExp, least = 1) =>
  z
    .string()
    .refine((value) => [...value].length >= least && [...value].length <= most, {
      error: `must have from ${least} to ${most} characters`,
      abort: true,
    })
    .regex(pattern)

/** The supported part of the request (API reference, SendTextMessage). Here it must name its origin. */
export const sendTextMessage = z.strictObject({
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

/** Gives the ARN for a phone number, an id or an ARN; undefined if the account doesn't have it. */
export type PhoneNumberArn = (identity: string) => string | undefined

/** The action on each named resource, or on `*` to describe all, as the service authorization reference allows. */
export const smsVoicePermissions = (call: Call, place: Place, arnOfNumber: PhoneNumberArn): readonly Permission[] => {
  const named = resourcesOf(call, place, arnOfNumber)
  return (named.length === 0 ? ['*'] : named).map((resource) => ({ action: `sms-voice:${call.action}`, resource }))
}

/** SendTextMessage needs the number and the set (service authorization reference; permissions-actions lists one). */
const resourcesOf = (call: Call, place: Place, phoneNumberArn: PhoneNumberArn): readonly string[] => {
  const arns = (type: string, names: readonly string[]) =>
    names.map((name) => (name.startsWith('arn:') ? name : arnOf('sms-voice', place, `${type}/${name}`)))
  const list = (parameter: string) => z.array(z.string()).safeParse(call.parameters[parameter]).data ?? []
  switch (call.action) {
    case 'SendTextMessage': {
      const [identity, set] = [textParameter(call, 'OriginationIdentity'), textParameter(call, 'ConfigurationSetName')]
      const number = phoneNumberArn(identity) ?? identity
      return [...arns('phone-number', [number]), ...arns('configuration-set', set === '' ? [] : [set])]
    }
    case 'UpdatePhoneNumber':
      return arns('phone-number', [textParameter(call, 'PhoneNumberId')])
    case 'DescribeConfigurationSets':
      return arns('configuration-set', list('ConfigurationSetNames'))
    default:
      return []
  }
}
