import { randomUUID } from 'node:crypto'

import { secret } from '../template/kinds/secret.ts'
import type { Stack } from '../template/stack.ts'
import { answerJson, ServiceFailure } from './service.ts'

/** Secrets Manager, with the secrets that the template generates. */
export const createSecretsManager = (stack: Stack) => {
  const arnOf = (id: unknown): string => {
    const found = stack.all(secret).find(({ ref }) => ref === id)
    if (found !== undefined) return found.ref
    throw new ServiceFailure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  }
  return answerJson('secretsmanager', {
    GetSecretValue: ({ SecretId }) => {
      const ARN = arnOf(SecretId)
      return { ARN, SecretString: stack.secretValue(ARN), VersionStages: ['AWSCURRENT'] }
    },
    PutSecretValue: ({ SecretId, SecretString }) => {
      const ARN = arnOf(SecretId)
      if (typeof SecretString !== 'string')
        throw new ServiceFailure('InvalidParameterException', 'You must provide SecretString.')
      stack.replaceSecret(ARN, SecretString)
      return { ARN, VersionId: randomUUID(), VersionStages: ['AWSCURRENT'] }
    },
  })
}
