import { Stack, Validations } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

/** Tells cdk-nag why resources of these statements end in a wildcard. It wants a reason for each. */
export const acknowledgeWildcards = (
  scope: Construct,
  statements: readonly PolicyStatement[],
  reason: string,
): void => {
  const { account } = Stack.of(scope)
  const wildcards = new Set(statements.flatMap(({ resources }) => resources).filter((name) => name.endsWith('*')))
  for (const resource of wildcards)
    Validations.of(scope).acknowledge({
      // cdk-nag has its own notation for values that are known only at deployment.
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource.replace(account, '<AWS::AccountId>')}]`,
      reason,
    })
}
