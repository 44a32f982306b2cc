import { z } from 'zod'

import { arnOf, type Kind } from './kind.ts'

const generate = z.strictObject({
  PasswordLength: z.number().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
})

export type SecretRecipe = z.infer<typeof generate>

const properties = z.strictObject({ GenerateSecretString: generate, KmsKeyId: z.string().optional() })

export const secret: Kind<z.infer<typeof properties>> = {
  type: 'AWS::SecretsManager::Secret',
  nameProperty: 'Name',
  properties,
  ignored: {
    Name: 'read before the other properties',
    Description: 'for people',
    Tags: 'nobody is billed',
  },
  // Secrets Manager adds six random characters to the name.
  identify: (name, place) => {
    const arn = arnOf('secretsmanager', place, `secret:${name}-AbCdEf`)
    return { arn, ref: arn, attributes: { Id: arn } }
  },
}
