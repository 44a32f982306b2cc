import { RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager'

type SecretProps = {
  readonly key: IKey
  readonly description: string
  /** Other fields to store in the secret beside the generated key. Without them, the secret is the key alone. */
  readonly template?: Pick<SecretStringGenerator, 'secretStringTemplate' | 'generateStringKey'>
  readonly removalPolicy: RemovalPolicy
  /** Why AWS doesn't rotate it. */
  readonly notRotated: string
}

/** A secret of 64 letters and digits, which CloudFormation generates. */
export const createSecret = (stack: Stack, id: string, props: SecretProps): Secret => {
  const { key, description, template, removalPolicy, notRotated } = props
  const secret = new Secret(stack, id, {
    description,
    generateSecretString: { ...template, passwordLength: 64, excludePunctuation: true },
    encryptionKey: key,
    removalPolicy,
  })
  Validations.of(secret).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: notRotated })
  return secret
}

/** Creates the secret that turns phone numbers into sender keys. Losing it means forgetting every sender, blocked ones included. */
export const createPepper = (stack: Stack, key: IKey): Secret =>
  createSecret(stack, 'Pepper', {
    key,
    description: `Turns phone numbers into the sender keys of ${stack.stackName}`,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    notRotated: 'A new pepper would give every sender a new key: limits, blocks and opt-outs would be forgotten.',
  })

/** Creates the key that functions sign queued replies with. No role can read it: CloudFormation passes it to them at deployment. */
export const createReplySigningKey = (stack: Stack, key: IKey): Secret =>
  createSecret(stack, 'ReplySigningKey', {
    key,
    description: `Signs the replies that ${stack.stackName} queues`,
    removalPolicy: RemovalPolicy.DESTROY,
    notRotated:
      'Replies that wait would be dropped as forged when the key changes under them: docs/upgrade.md says how to change it.',
  })
