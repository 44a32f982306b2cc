import { randomInt, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CloudError } from '../cloud-error.ts'
import { answerJson, ServiceFailure } from '../endpoint/answers.ts'
import { textParameter } from '../endpoint/call.ts'
import { arnOf, type ResourceType } from '../template/resource-type.ts'
import type { Secrets, Stack } from '../template/stack.ts'
import { permissionsOn } from './iam/permissions.ts'

const generate = z.strictObject({
  PasswordLength: z.number(),
  ExcludePunctuation: z.literal(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
})

type SecretRecipe = z.infer<typeof generate>

const properties = z.strictObject({ GenerateSecretString: generate, KmsKeyId: z.string().optional() })

export const secret: ResourceType<z.infer<typeof properties>> = {
  type: 'AWS::SecretsManager::Secret',
  nameProperty: 'Name',
  properties,
  ignored: {
    Description: 'for people',
  },
  // Secrets Manager adds a hyphen and six random characters to the name. They are always the same here.
  identify: (name, place) => {
    const arn = arnOf('secretsmanager', place, `secret:${name}-AbCdEf`)
    return { arn, ref: arn, attributes: { Id: arn } }
  },
}

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

/** The secrets that a template generates. Every method throws a `CloudError` for a secret that the template doesn't have. */
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

/**
 * Generates a secret without punctuation that has at least one character of every other type, as Secrets Manager does (API
 * reference, GetRandomPassword).
 */
const generateSecret = (recipe: SecretRecipe): string => {
  const types = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789']
  const others = Array.from({ length: recipe.PasswordLength }, () => pick(types.join('')))
  const password = shuffle([...types.map(pick), ...others].slice(0, recipe.PasswordLength))
  const { SecretStringTemplate: template, GenerateStringKey: key } = recipe
  if (template === undefined || key === undefined) return password
  return JSON.stringify({ ...JSON.parse(template), [key]: password })
}

const pick = (characters: string): string => characters.charAt(randomInt(characters.length))

const shuffle = (characters: readonly string[]): string =>
  characters
    .map((character) => ({ character, order: randomInt(2 ** 32) }))
    .sort((a, b) => a.order - b.order)
    .map(({ character }) => character)
    .join('')
