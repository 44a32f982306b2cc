import { Stack, Validations } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

/** Tells cdk-nag why resources of these statements end in a wildcard: it wants a reason for each. */
export const acknowledgeWildcards = (
  scope: Construct,
  statements: readonly PolicyStatement[],
  reason: string,
): void => {
  const { account } = Stack.of(scope)
  const wildcards = new Set(statements.flatMap(({ resources }) => resources).filter((name) => name.endsWith('*')))
  for (const resource of wildcards)
    Validations.of(scope).acknowledge({
      // The rule writes what is known only when the stack is deployed in its own way.
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource.replace(account, '<AWS::AccountId>')}]`,
      reason,
    })
}
