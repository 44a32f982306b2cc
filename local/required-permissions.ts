import { type PhoneNumberArn, smsVoicePermissions } from '../carriers/aws/local/permissions.ts'
import { carrierService } from '../carriers/services.ts'
import { cloudFormationPermissions } from './cloudformation/actions.ts'
import { cloudWatchPermissions } from './cloudwatch/actions.ts'
import { dynamoDbPermissions } from './dynamodb/permissions.ts'
import type { AwsService, Call } from './endpoint/call.ts'
import type { Permission, RequiredPermissions } from './iam/permissions.ts'
import { lambdaPermissions } from './lambda/actions.ts'
import { logsPermissions } from './logs/actions.ts'
import { secretsManagerPermissions } from './secrets-manager/actions.ts'
import { snsPermissions } from './sns/actions.ts'
import { sqsPermissions } from './sqs/actions.ts'
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
