import { RemovalPolicy, type Stack, Validations } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'

/** The secret that the number shares with httpSMS. The webhook's key is generated; `attach` fills in the rest. */
export const createSimSecret = (stack: Stack, key: IKey): Secret => {
  const secret = new Secret(stack, 'SimSecret', {
    description: `What ${stack.stackName} and httpSMS know each other by`,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ apiKey: '', userId: '' }),
      generateStringKey: 'webhookKey',
      passwordLength: 64,
      excludePunctuation: true,
    },
    encryptionKey: key,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason:
      'httpSMS would have to be told of each new key, or its events would be refused: docs/sim.md says how to change it.',
  })
  return secret
}
