import { RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'

/** The secret that turns phone numbers into sender keys. To lose it is to forget every sender, blocked ones included. */
export const createPepper = (stack: Stack, key: IKey): Secret => {
  const pepper = new Secret(stack, 'Pepper', {
    description: `Turns phone numbers into the sender keys of ${stack.stackName}`,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    encryptionKey: key,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  Validations.of(pepper).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason: 'A new pepper would give every sender a new key: limits, blocks and opt-outs would be forgotten.',
  })
  return pepper
}
