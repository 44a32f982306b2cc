import { type Call, textParameter } from '../../endpoint/call.ts'
import type { Place } from '../../template/resource-type.ts'
import { resourceArn } from './resource-arn.ts'

/** The resource that IAM checks for each action (service authorization reference, AWS End User Messaging Social). */
const resources: { readonly [action: string]: (call: Call, place: Place) => string } = {
  SendWhatsAppMessage: (call, place) =>
    resourceArn('phone-number-id', textParameter(call, 'originationPhoneNumberId'), place),
  GetLinkedWhatsAppBusinessAccount: (call, place) => resourceArn('waba', textParameter(call, 'id'), place),
  PutWhatsAppBusinessAccountEventDestinations: (call, place) => resourceArn('waba', textParameter(call, 'id'), place),
}

/** Each call needs the permission of the same name. Listing accounts has no resource. */
export const socialMessagingPermissions = (call: Call, place: Place) => [
  { action: `social-messaging:${call.action}`, resource: resources[call.action]?.(call, place) ?? '*' },
]
