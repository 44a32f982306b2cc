import { z } from 'zod'

import { arnOf, type ResourceType } from '../../template/resource-type.ts'

const generate = z.strictObject({
  PasswordLength: z.number(),
  ExcludePunctuation: z.literal(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
})

export type SecretRecipe = z.infer<typeof generate>

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
