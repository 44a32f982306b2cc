import { RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'

/** What the functions sign queued replies with. No role reads it: CloudFormation hands it to them when it deploys. */
export const createReplySigningKey = (stack: Stack, key: IKey): Secret => {
  const secret = new Secret(stack, 'ReplySigningKey', {
    description: `Signs the replies that ${stack.stackName} queues`,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    encryptionKey: key,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason:
      'Replies that wait would be dropped as forged when the key changes under them: docs/upgrade.md says how to change it.',
  })
  return secret
}
