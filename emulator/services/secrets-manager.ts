import { randomInt, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CloudError } from '../cloud-error.ts'
import { answerJson, ServiceFailure } from '../endpoint/answers.ts'
import { textParameter } from '../endpoint/call.ts'
import { arnOf, type ResourceType } from '../template/resource-type.ts'
import type { Secrets, Stack } from '../template/stack.ts'
import { permissionsOn } from './iam/permissions.ts'

const generate = z.strictObject({
  // A shorter one has no room for a character of every type.
  PasswordLength: z.number().min(3),
  ExcludePunctuation: z.literal(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
})

export const secret = {
  type: 'AWS::SecretsManager::Secret',
  nameProperty: 'Name',
  properties: z.strictObject({ GenerateSecretString: generate, KmsKeyId: z.string().optional() }),
  ignored: { Description: 'for people' },
  // Secrets Manager adds a hyphen and six random characters to the name. They are always the same here.
  identify: (name, place) => {
    const arn = arnOf('secretsmanager', place, `secret:${name}-AbCdEf`)
    return { arn, ref: arn, attributes: { Id: arn } }
  },
} satisfies ResourceType<unknown>

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
      const version = stack.secrets.versions(ARN)[stages.indexOf(String(VersionStage))]
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
      return { ARN, VersionId: stack.secrets.replace(ARN, SecretString).id, VersionStages: ['AWSCURRENT'] }
    },
  })
}

/** The staging labels of the newest version and of the one before it. PutSecretValue moves both (API reference). */
const stages = ['AWSCURRENT', 'AWSPREVIOUS']

export const secretsManagerPermissions = permissionsOn('secretsmanager', (call) => textParameter(call, 'SecretId'))

/** The secrets that a template generates. Each method throws a `CloudError` for an unknown secret. */
export const createSecrets = (all: Stack['all']): Secrets => {
  const kept = new Map<string, ReturnType<Secrets['versions']>>()
  const versions: Secrets['versions'] = (id) => {
    const found = all(secret).find(({ ref }) => ref === id)
    if (found === undefined) throw new CloudError(`The template has no secret ${id}.`)
    const known = kept.get(id) ?? [newVersion(generateSecret(found.properties.GenerateSecretString))]
    kept.set(id, known)
    return known
  }
  return {
    read: (id) => versions(id)[0].value,
    versions,
    replace: (id, value) => {
      const version = newVersion(value)
      kept.set(id, [version, versions(id)[0]])
      return version
    },
  }
}

const newVersion = (value: string): ReturnType<Secrets['replace']> => ({
  id: randomUUID(),
  value,
  createdAt: new Date(),
})

const characters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** A secret with characters of every type but punctuation (API reference, GetRandomPassword). */
const generateSecret = (recipe: z.infer<typeof generate>): string => {
  const { PasswordLength: length, SecretStringTemplate: template, GenerateStringKey: key } = recipe
  const password = Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join('')
  if (![/[a-z]/, /[A-Z]/, /\d/].every((type) => type.test(password))) return generateSecret(recipe)
  if (template === undefined || key === undefined) return password
  return JSON.stringify({ ...JSON.parse(template), [key]: password })
}
