import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'

import { createSecret } from '../../../cdk/storage.ts'

/** The secret that the number shares with httpSMS. The webhook's key is generated; `attach` fills in the rest. */
export const createSimSecret = (stack: Stack, key: IKey): Secret =>
  createSecret(stack, 'SimSecret', {
    key,
    description: `What ${stack.stackName} and httpSMS know each other by`,
    template: { secretStringTemplate: JSON.stringify({ apiKey: '', userId: '' }), generateStringKey: 'webhookKey' },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    notRotated:
      'httpSMS would have to be told of each new key, or its events would be refused: docs/sim.md says how to change it.',
  })
