import { type Call, textParameter } from '../../../local/endpoint/call.ts'
import { type Permission, permissionsOn } from '../../../local/iam/permissions.ts'
import { arnOf, type Place } from '../../../local/template/resource-type.ts'

/** Gives the ARN of the phone number that has this phone number, id or ARN; undefined if the account doesn't have it. */
export type PhoneNumberArn = (identity: string) => string | undefined

export const smsVoicePermissions = (call: Call, place: Place, phoneNumberArn: PhoneNumberArn): readonly Permission[] =>
  call.action === 'SendTextMessage' ? ofTextMessage(call, place, phoneNumberArn) : others(call, place)

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
  DescribePhoneNumbers: (_, place) => arnOf('sms-voice', place, 'phone-number/*'),
  UpdatePhoneNumber: (call, place) => arnOfName('phone-number', textParameter(call, 'PhoneNumberId'), place),
  DescribeConfigurationSets: (_, place) => arnOf('sms-voice', place, 'configuration-set/*'),
})
