import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge'
import type { Deployment } from '../deployment.ts'
import { type Check, fix, ok } from './check.ts'

/** The schedule of a poll, by what doctor calls it, and the function that fetches texts. */
type Polled = { readonly what: string; readonly name: string; readonly functionName: string }

/** As the stack has it. */
const everyMinute = 'rate(1 minute)'

/** Checks that EventBridge calls a poll. A deployment would not undo what was changed, so the commands are told. */
export const checkRule = async (deployment: Deployment, polled: Polled): Promise<readonly Check[]> => {
  const { settings } = deployment
  const { what, name, functionName } = polled
  const wrong = (why: string, command: string): Check =>
    fix(
      what,
      `nothing is fetched, as ${why}: have an administrator run ${command}, and see in CloudTrail's event history who did it`,
    )
  const { arn, isRight, targets } = await readRule(deployment, name)
  const rule = `aws events put-rule --region ${settings.region} --name ${name} --schedule-expression "${everyMinute}" --state ENABLED`
  if (!isRight)
    return [wrong('its rule is gone, disabled or has another rate', `${rule}, run doctor again for its target`)]
  const functionArn = arn.replace(/:events:(.*):rule\/.*/, `:lambda:$1:function:${functionName}`)
  const target = `aws events put-targets --region ${settings.region} --rule ${name} --targets Id=Target0,Arn=${functionArn}`
  return [
    targets.includes(functionArn)
      ? ok(what, 'EventBridge calls it every minute')
      : wrong('its rule does not call it', target),
  ]
}

const readRule = async ({ aws }: Deployment, name: string) => {
  const events = aws.clientOf(EventBridgeClient)
  try {
    const [{ Arn: arn = '', State, ScheduleExpression }, { Targets = [] }] = await Promise.all([
      events.send(new DescribeRuleCommand({ Name: name })),
      events.send(new ListTargetsByRuleCommand({ Rule: name })),
    ])
    const isRight = State === 'ENABLED' && ScheduleExpression === everyMinute
    return { arn, isRight, targets: Targets.map(({ Arn }) => Arn ?? '') }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
    return { arn: '', isRight: false, targets: [] }
  }
}
