import { table } from './services/dynamodb/resources.ts'
import type { Grants } from './services/iam/permissions.ts'
import { managedPolicy, role } from './services/iam/resources.ts'
import { key } from './services/kms/resources.ts'
import { secret } from './services/secrets-manager/resources.ts'
import { topic, topicPolicy } from './services/sns/resources.ts'
import { queue, queuePolicy } from './services/sqs/resources.ts'
import { arnOf } from './template/resource-type.ts'
import type { Stack } from './template/stack.ts'

/** Collects the policies of a template, by the role or resource to which they apply. */
export const readGrants = (stack: Stack): Grants => ({
  ofRole: rolePolicies(stack),
  ofPolicy: new Map(stack.all(managedPolicy).map(({ arn, properties }) => [arn, properties.PolicyDocument])),
  ofResource: resourcePolicies(stack),
  keyOf: encryption(stack),
})

const rolePolicies = (stack: Stack): Grants['ofRole'] =>
  new Map(
    stack
      .all(role)
      .map(({ arn, properties }) => [arn, properties.Policies.map(({ PolicyDocument }) => PolicyDocument)]),
  )

const resourcePolicies = (stack: Stack): Grants['ofResource'] => {
  const queueArns = new Map(stack.all(queue).map(({ ref, arn }) => [ref, arn]))
  const policies = [
    ...stack
      .all(queuePolicy)
      .flatMap(({ properties: { Queues, PolicyDocument } }) =>
        Queues.map((url) => ({ arn: queueArns.get(url) ?? url, policy: PolicyDocument })),
      ),
    ...stack
      .all(topicPolicy)
      .flatMap(({ properties: { Topics, PolicyDocument } }) => Topics.map((arn) => ({ arn, policy: PolicyDocument }))),
    ...stack.all(key).map(({ arn, properties }) => ({ arn, policy: properties.KeyPolicy })),
  ]
  return new Map(policies.map(({ arn, policy }) => [arn, policy]))
}

const encryption = (stack: Stack): Grants['keyOf'] => {
  const keyArns = new Map(stack.all(key).map(({ ref, arn }) => [ref, arn]))
  // An AWS managed key, such as alias/aws/sns, has a fixed policy, which can't let in additional principals.
  const ownedByAws = (keyId: string) => (keyId.startsWith('arn:') ? keyId : arnOf('kms', stack.place, `key/${keyId}`))
  const encrypted = [
    ...stack.all(queue).map(({ arn, properties }) => ({ arn, keyId: properties.KmsMasterKeyId })),
    ...stack.all(topic).map(({ arn, properties }) => ({ arn, keyId: properties.KmsMasterKeyId })),
    ...stack.all(secret).map(({ arn, properties }) => ({ arn, keyId: properties.KmsKeyId })),
    ...stack.all(table).map(({ arn, properties }) => ({ arn, keyId: properties.SSESpecification?.KMSMasterKeyId })),
  ]
  return new Map(
    encrypted.flatMap(({ arn, keyId }) =>
      keyId === undefined ? [] : [[arn, keyArns.get(keyId) ?? ownedByAws(keyId)] as const],
    ),
  )
}
