import type { AwsService, Call } from './endpoint/call.ts'
import { carrierService } from './endpoint/services.ts'
import { cloudFormationPermissions } from './services/cloudformation/actions.ts'
import { cloudWatchPermissions } from './services/cloudwatch/actions.ts'
import { dynamoDbPermissions } from './services/dynamodb/permissions.ts'
import { type PhoneNumberArn, smsVoicePermissions } from './services/end-user-messaging/permissions.ts'
import type { Permission, RequiredPermissions } from './services/iam/permissions.ts'
import { lambdaPermissions } from './services/lambda/actions.ts'
import { logsPermissions } from './services/logs/actions.ts'
import { secretsManagerPermissions } from './services/secrets-manager/actions.ts'
import { snsPermissions } from './services/sns/actions.ts'
import { sqsPermissions } from './services/sqs/actions.ts'
import type { Place } from './template/resource-type.ts'

/** The permissions that IAM requires for a request. */
export const requiredPermissions = (
  call: Call,
  place: Place,
  phoneNumberArn: PhoneNumberArn = () => undefined,
): readonly Permission[] =>
  call.service === 'sms-voice'
    ? smsVoicePermissions(call, place, phoneNumberArn)
    : (permissions.get(call.service)?.(call, place) ?? ofCarrier(call, place))

const ofAws: { readonly [S in Exclude<AwsService, 'sms-voice'>]: RequiredPermissions } = {
  dynamodb: dynamoDbPermissions,
  sqs: sqsPermissions,
  sns: snsPermissions,
  cloudformation: cloudFormationPermissions,
  lambda: lambdaPermissions,
  logs: logsPermissions,
  monitoring: cloudWatchPermissions,
  secretsmanager: secretsManagerPermissions,
  // GetCallerIdentity needs no permission.
  sts: () => [],
}

const permissions: ReadonlyMap<string, RequiredPermissions> = new Map(Object.entries(ofAws))

const ofCarrier: RequiredPermissions = (call, place) =>
  carrierService(call.service)?.requiredPermissions?.(call, place) ?? []
