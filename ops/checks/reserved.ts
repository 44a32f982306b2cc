import { GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda'
import { functionsOf, type Operations } from '../carrier.ts'
import { type Deployment, undoByHand } from '../deployment.ts'
import { type Check, fix, ok } from './check.ts'

/** Checks that no function is held at zero, which somebody may have done to stop it in a hurry. */
export const checkReserved = async (deployment: Deployment, operations: Operations): Promise<readonly Check[]> => {
  const { aws, settings } = deployment
  const checks = functionsOf(operations, deployment).map(async ({ name, functionName }) => {
    const question = new GetFunctionConcurrencyCommand({ FunctionName: functionName })
    const { ReservedConcurrentExecutions: reserved } = await aws.lambda.send(question)
    const remedy = `aws lambda delete-function-concurrency --region ${settings.region} --function-name ${functionName}`
    return { name, reserved, remedy }
  })
  return judgeReserved(await Promise.all(checks))
}

type Reserved = { readonly name: string; readonly reserved: number | undefined; readonly remedy: string }

/** Judges what is reserved for each function, as it was read. */
export const judgeReserved = (functions: readonly Reserved[]): readonly Check[] => {
  const what = 'Reserved concurrency'
  const held = functions.filter(({ reserved }) => reserved === 0)
  if (held.length === 0) return [ok(what, 'keeps no function from running')]
  return held.map(({ name, remedy }) =>
    fix(
      what,
      `0 for ${name}, which never runs: have an administrator run ${remedy}, and then, if settings reserve some, ${undoByHand.en}`,
    ),
  )
}
