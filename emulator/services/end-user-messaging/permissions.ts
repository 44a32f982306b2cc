import { z } from 'zod'

import { type Call, textParameter } from '../../endpoint/call.ts'
import { arnOf, type Place } from '../../template/resource-type.ts'
import type { Permission } from '../iam/permissions.ts'

/** Gives the ARN of the phone number that has this phone number, id or ARN; undefined if the account doesn't have it. */
export type PhoneNumberArn = (identity: string) => string | undefined

/**
 * Each action needs the permission of the same name on each resource that the request names. To describe resources their type is optional in the
 * service authorization reference, so a request that names none, and asks for all, may be authorised on `*`; AWS doesn't say whether ARNs of
 * that type suffice.
 */
export const smsVoicePermissions = (
  call: Call,
  place: Place,
  phoneNumberArn: PhoneNumberArn,
): readonly Permission[] => {
  const named = resourcesOf(call, place, phoneNumberArn)
  return (named.length === 0 ? ['*'] : named).map((resource) => ({ action: `sms-voice:${call.action}`, resource }))
}

/**
 * For SendTextMessage the service authorization reference lists permissions on the phone number and on the configuration set. The user guide
 * (permissions-actions) lists only that on the number. Both are required here, so that a policy that works here also works on AWS.
 */
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
