import type { Stack } from 'aws-cdk-lib'
import { ManagedPolicy, type PolicyStatement } from 'aws-cdk-lib/aws-iam'

import { attaching, caring, looking, type Operated, readingFigures, watching } from './permissions.ts'
import { refuseLongPolicies, shortened } from './policy-size.ts'
import { acknowledgeWildcards } from './wildcards.ts'

/**
 * Creates IAM policies for people who use the project's command line: a watcher sees the status, an operator manages senders and waiting
 * messages, an installer attaches numbers and checks the account. Throws a `Refusal` if one would be too long for IAM.
 */
export const createPolicies = (stack: Stack, operated: Operated): void => {
  createPolicy(stack, 'Watcher', 'Sees the status, the logs and the cost; neither senders nor texts', [
    ...watching(stack, operated),
    readingFigures(operated),
  ])
  createPolicy(stack, 'Operator', 'Pauses, cares for senders and for what waits, looks at the account', [
    ...watching(stack, operated),
    ...caring(operated),
    ...looking(stack, operated),
  ])
  createPolicy(stack, 'Installer', 'Attaches numbers, checks the account, rehearses', [
    ...watching(stack, operated),
    ...looking(stack, operated),
    ...attaching(stack, operated),
  ])
  refuseLongPolicies(stack)
}

const createPolicy = (stack: Stack, id: string, description: string, permissions: PolicyStatement[]): void => {
  const managedPolicyName = `${stack.stackName}-${id.toLowerCase()}`
  const statements = shortened(permissions)
  const policy = new ManagedPolicy(stack, id, { managedPolicyName, description, statements })
  acknowledgeWildcards(
    policy,
    statements,
    'IAM names the rest only so far: questions about the account, its alarms, its numbers, and versions of the stack.',
  )
}
