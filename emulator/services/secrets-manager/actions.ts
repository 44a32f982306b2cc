import { textParameter } from '../../endpoint/call.ts'
import { answerJson, ServiceFailure } from '../../endpoint/service.ts'
import type { Stack } from '../../template/stack.ts'
import { permissionsOn } from '../iam/permissions.ts'
import { secret } from './resources.ts'

/** Secrets Manager, with the secrets that the template generates. */
export const createSecretsManager = (stack: Stack) => {
  const arnOf = (id: unknown): string => {
    const found = stack.all(secret).find(({ ref }) => ref === id)
    if (found !== undefined) return found.ref
    throw new ServiceFailure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  }
  return answerJson('secretsmanager', {
    GetSecretValue: ({ SecretId, VersionStage = 'AWSCURRENT' }) => {
      const ARN = arnOf(SecretId)
      const version = stack.secretVersions(ARN)[stages.indexOf(String(VersionStage))]
      if (version === undefined)
        throw new ServiceFailure(
          'ResourceNotFoundException',
          `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`,
        )
      const { id: VersionId, value: SecretString, createdAt } = version
      return { ARN, VersionId, SecretString, CreatedDate: createdAt.getTime() / 1000, VersionStages: [VersionStage] }
    },
    PutSecretValue: ({ SecretId, SecretString }) => {
      const ARN = arnOf(SecretId)
      if (typeof SecretString !== 'string')
        throw new ServiceFailure('InvalidParameterException', 'You must provide SecretString.')
      return { ARN, VersionId: stack.replaceSecret(ARN, SecretString).id, VersionStages: ['AWSCURRENT'] }
    },
  })
}

/** The staging labels of the newest version and of the one before it. PutSecretValue moves both (API reference). */
const stages = ['AWSCURRENT', 'AWSPREVIOUS']

export const secretsManagerPermissions = permissionsOn('secretsmanager', {
  GetSecretValue: (call) => textParameter(call, 'SecretId'),
  PutSecretValue: (call) => textParameter(call, 'SecretId'),
})
