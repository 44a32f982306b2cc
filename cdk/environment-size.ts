import type { Stack } from 'aws-cdk-lib'
import { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { Refusal } from '../settings/refusal.ts'
import { withLongestValues } from './longest-values.ts'

/** The bytes that an environment may have (Lambda developer guide, configuration-envvars). Nobody can raise it. */
const quota = 4096

/** Throws a `Refusal` for an environment that Lambda might refuse only in the middle of a deployment. */
export const refuseLargeEnvironments = (stack: Stack, stage: string): void => {
  for (const resource of stack.node.findAll().filter((construct) => construct instanceof CfnFunction)) {
    const { variables } = stack.resolve(resource.environment)
    const bytes = Buffer.byteLength(JSON.stringify(withLongestValues(variables, stack)))
    if (bytes > quota)
      throw new Refusal(
        `settings/${stage}.json: the environment of ${resource.node.scope?.node.scope?.node.id} would take up to ${bytes} bytes, but Lambda allows ${quota}: shorten the longest of lines, countries, limits, budgets and texts, or deploy some lines as another stage.`,
      )
  }
}
