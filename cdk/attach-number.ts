import { sendingPolicy } from '../shared/rules/sending-policy.ts'

type Attachment = {
  /** A number that the account has, in E.164. */
  readonly number: string
  readonly topicArn: string
  readonly region: string
  readonly accountId: string
}

/**
 * Commands for a POSIX shell and AWS CLI v2 that make a number of the account a line: find it, send its texts to the topic
 * without AWS's own answers to HELP and STOP (they would be unbudgeted replies), let it text other countries than its own
 * (off by default: API reference, UpdatePhoneNumber), and let SNS send from it.
 * Each runs only if the one before it succeeded.
 */
export const attachNumberCommands = ({ number, topicArn, region, accountId }: Attachment): string => {
  const aws = (command: string) => `aws pinpoint-sms-voice-v2 ${command} --region ${region}`
  // The shell puts the ARN it has found between the quoted halves of the policy.
  const policy = JSON.stringify(sendingPolicy('$LINE', accountId)).replace('$LINE', () => `'"$LINE"'`)
  return [
    `LINE=$(${aws('describe-phone-numbers')} --query "PhoneNumbers[?PhoneNumber=='${number}'].PhoneNumberArn" --output text)`,
    `${aws('update-phone-number')} --phone-number-id "$LINE" --two-way-enabled --two-way-channel-arn ${topicArn} --self-managed-opt-outs-enabled --international-sending-enabled`,
    `${aws('put-resource-policy')} --resource-arn "$LINE" --policy '${policy}'`,
  ].join(' &&\n')
}
