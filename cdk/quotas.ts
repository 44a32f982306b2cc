import type { Stack } from 'aws-cdk-lib'
import { CfnManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { Refusal } from '../settings/refusal.ts'
import { withLongestValues } from './longest-values.ts'

/** The bytes that an environment may have (Lambda developer guide, configuration-envvars). Nobody can raise it. */
const environmentBytes = 4096

/** Throws a `Refusal` for an environment that Lambda might refuse only in the middle of a deployment. */
export const refuseLargeEnvironments = (stack: Stack, stage: string): void => {
  for (const resource of stack.node.findAll().filter((construct) => construct instanceof CfnFunction)) {
    const { variables } = stack.resolve(resource.environment)
    const bytes = Buffer.byteLength(JSON.stringify(withLongestValues(variables, stack)))
    if (bytes > environmentBytes)
      throw new Refusal(
        `settings/${stage}.json: the environment of ${resource.node.scope?.node.scope?.node.id} would take up to ${bytes} bytes, but Lambda allows ${environmentBytes}: shorten the longest of lines, countries, limits, budgets and texts, or deploy some lines as another stage.`,
      )
  }
}

/** How long a policy may be without white space (IAM user guide, reference_iam-quotas). Nobody can raise it. */
const policyCharacters = 6144

/** The same permissions in fewer characters: each ARN, which is longer than an action, is named once. */
export const shortened = (statements: readonly PolicyStatement[]): PolicyStatement[] =>
  [...Map.groupBy(statements, ({ conditions }) => JSON.stringify(conditions)).values()].flatMap((alike) => {
    const grants = alike.flatMap(({ actions, resources }) => resources.map((resource) => ({ resource, actions })))
    const byResource = Map.groupBy(grants, ({ resource }) => resource)
    const byActions = Map.groupBy(byResource.keys(), (resource) =>
      [...new Set(byResource.get(resource)?.flatMap(({ actions }) => actions))].sort().join(),
    )
    return [...byActions].map(
      ([actions, resources]) =>
        new PolicyStatement({ actions: actions.split(','), resources, conditions: alike[0]?.conditions }),
    )
  })

/** Throws a `Refusal` for a policy that IAM might refuse only in the middle of a deployment. */
export const refuseLongPolicies = (stack: Stack): void => {
  for (const policy of stack.node.findAll().filter((construct) => construct instanceof CfnManagedPolicy)) {
    const length = JSON.stringify(withLongestValues(policy.policyDocument, stack)).replaceAll(/\s/g, '').length
    if (length > policyCharacters)
      throw new Refusal(
        `The policy ${policy.managedPolicyName} would have up to ${length} characters, but IAM allows ${policyCharacters}: give the stage a shorter name, or deploy some of its lines as another stage.`,
      )
  }
}
