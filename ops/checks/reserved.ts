import { GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda'
import { functionsOf, type Operations } from '../carrier.ts'
import { type Deployment, undoByHand } from '../deployment.ts'
import { type Check, fix, ok } from './check.ts'

/** Checks that no function is held at zero, which somebody may have done to stop it in a hurry. */
export const checkReserved = async (deployment: Deployment, operations: Operations): Promise<readonly Check[]> => {
  const { aws, settings } = deployment
  const what = 'Reserved concurrency'
  const checks = functionsOf(operations, deployment).map(async ({ name, functionName }) => {
    const question = new GetFunctionConcurrencyCommand({ FunctionName: functionName })
    const { ReservedConcurrentExecutions: reserved } = await aws.lambda.send(question)
    const remedy = `aws lambda delete-function-concurrency --region ${settings.region} --function-name ${functionName}`
    return reserved === 0
      ? [
          fix(
            what,
            `0 for ${name}, which never runs: have an administrator run ${remedy}, and then, if settings reserve some, ${undoByHand}`,
          ),
        ]
      : []
  })
  const held = (await Promise.all(checks)).flat()
  return held.length > 0 ? held : [ok(what, 'keeps no function from running')]
}
