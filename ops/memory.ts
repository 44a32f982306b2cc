import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { Refusal } from '../settings/refusal.ts'
import { createSenderKeyOf } from '../shared/adapters/signatures.ts'
import { type Deployment, tableOf } from './deployment.ts'

/** The table remembers who must never be texted again, by keys that the pepper makes. */
type Memory = Pick<Deployment, 'aws' | 'outputs'>

export const isTableProtected = async ({ aws, outputs }: Memory): Promise<boolean> => {
  const { Table } = await aws.dynamodb.send(new DescribeTableCommand({ TableName: outputs.TableName }))
  return Table?.DeletionProtectionEnabled === true
}

/** Protects the table, once its first deployment has succeeded, and notes in it which pepper made its keys. */
export const protectMemory = async (deployment: Memory): Promise<void> => {
  const { aws, outputs } = deployment
  const item = { pk: { S: noteKey }, fingerprint: { S: fingerprintOf(await readPepper(deployment)) } }
  await tableOf(deployment).put(item, { ConditionExpression: 'attribute_not_exists(pk)' })
  if (await isTableProtected(deployment)) return
  await aws.dynamodb.send(new UpdateTableCommand({ TableName: outputs.TableName, DeletionProtectionEnabled: true }))
}

/** Throws a `Refusal` if the secret is empty. */
export const readPepper = async ({ aws, outputs }: Memory): Promise<string> => {
  const secret = new GetSecretValueCommand({ SecretId: outputs.PepperSecretArn })
  const { SecretString: pepper } = await aws.secretsManager.send(secret)
  if (pepper === undefined)
    throw new Refusal({
      en: 'The pepper is empty, so no sender can be found.',
      fr: 'Le pepper est vide, donc aucun expéditeur ne peut être trouvé.',
    })
  return pepper
}

/** Tells two peppers apart, and nothing else of them. */
export const fingerprintOf = (pepper: string): string => createSenderKeyOf(pepper)(noteKey)

/** The fingerprint of the pepper that made the keys in the table; undefined before the first `attach`. */
export const notedFingerprint = async (deployment: Memory): Promise<string | undefined> =>
  (await tableOf(deployment).get(noteKey, 'eventual'))?.['fingerprint']?.S

const noteKey = 'pepper#made-these-keys'
