import { z } from 'zod'

import { type Call, textParameter } from '../../endpoint/call.ts'
import { arnOf, type Place } from '../../template/resource-type.ts'
import { type Permission, permissionsOn } from '../iam/permissions.ts'

/** Gives the ARN of the phone number that has this phone number, id or ARN; undefined if the account doesn't have it. */
export type PhoneNumberArn = (identity: string) => string | undefined

export const smsVoicePermissions = (
  call: Call,
  place: Place,
  phoneNumberArn: PhoneNumberArn,
): readonly Permission[] => {
  if (call.action === 'SendTextMessage') return ofTextMessage(call, place, phoneNumberArn)
  return call.action in described ? ofDescription(call, place) : others(call, place)
}

/**
 * The service authorization reference lists permissions on the phone number and on the configuration set. The user guide
 * (permissions-actions) lists only that on the number. Both are required here, so that a policy that works here also works on
 * AWS.
 */
const ofTextMessage = (call: Call, place: Place, phoneNumberArn: PhoneNumberArn): readonly Permission[] => {
  const [identity, set] = [textParameter(call, 'OriginationIdentity'), textParameter(call, 'ConfigurationSetName')]
  const resources = [
    phoneNumberArn(identity) ?? arnOfName('phone-number', identity, place),
    ...(set === '' ? [] : [arnOfName('configuration-set', set, place)]),
  ]
  return resources.map((resource) => ({ action: 'sms-voice:SendTextMessage', resource }))
}

const arnOfName = (type: string, nameOrArn: string, place: Place): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arnOf('sms-voice', place, `${type}/${nameOrArn}`)

const others = permissionsOn('sms-voice', {
  UpdatePhoneNumber: (call, place) => arnOfName('phone-number', textParameter(call, 'PhoneNumberId'), place),
})

/**
 * To describe resources takes permission on each that the request names. Their type is optional in the service authorization reference, so a
 * request that names none, and asks for all, may be authorised on `*`; AWS doesn't say whether ARNs of that type suffice.
 */
const described: { readonly [action: string]: { readonly type: string; readonly names: string } } = {
  DescribePhoneNumbers: { type: 'phone-number', names: 'PhoneNumberIds' },
  DescribeConfigurationSets: { type: 'configuration-set', names: 'ConfigurationSetNames' },
}

const ofDescription = ({ action, parameters }: Call, place: Place): readonly Permission[] => {
  const { type = '', names = '' } = described[action] ?? {}
  const named = z.array(z.string()).safeParse(parameters[names]).data ?? []
  const resources = named.length === 0 ? ['*'] : named.map((name) => arnOfName(type, name, place))
  return resources.map((resource) => ({ action: `sms-voice:${action}`, resource }))
}
