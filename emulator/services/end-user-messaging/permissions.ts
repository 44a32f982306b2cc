import { z } from 'zod'
import { type Call, textParameter } from '../../endpoint/call.ts'
import { arnOf, type Place } from '../../template/resource-type.ts'
import type { Permission } from '../iam/permissions.ts'

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
