import { secret } from '../template/kinds/secret.ts'
import type { Stack } from '../template/stack.ts'
import { answerJson, ServiceFailure } from './service.ts'

/** Secrets Manager, with the secrets that the template generates. */
export const createSecretsManager = (stack: Stack) =>
  answerJson('secretsmanager', {
    GetSecretValue: ({ SecretId: id }) => {
      const found = stack.all(secret).find(({ ref }) => ref === id)
      if (found === undefined)
        throw new ServiceFailure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
      return { ARN: found.ref, SecretString: stack.secretValue(found.ref), VersionStages: ['AWSCURRENT'] }
    },
  })
