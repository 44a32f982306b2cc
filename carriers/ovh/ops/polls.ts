import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge'
import { type Check, fix, ok, unsure, verdict } from '../../../ops/checks/check.ts'
import { readLogIfPossible } from '../../../ops/cloudwatch.ts'
import { attachCommandFor, type Deployment, outputsOf } from '../../../ops/deployment.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { ovhNumbersOf } from '../settings.ts'

/** Polls come every minute, and what they log can be searched within another. */
const latelyMs = 3 * minute

/** Whether the functions' key was refused lately, by their log; undefined for whoever may not read that. */
export const arePollsRefused = async (deployment: Deployment): Promise<boolean | undefined> => {
  const logGroup = deployment.outputOf('OvhPollLogGroupName')
  if (logGroup === undefined) return false
  const lines = await readLogIfPossible(deployment, logGroup, 'OVH_40', deployment.now() - latelyMs)
  return lines?.some(({ line }) => /"OVH_40[13]"/.test(line))
}

export const pollsRefused = (deployment: Deployment): string =>
  `no text is fetched, as OVHcloud refuses the functions' key: ${attachCommandFor(ovhNumbersOf(deployment.settings)[0] ?? '', deployment)}`

export const polls = 'Polls of OVHcloud'

export const checkPolls = async (deployment: Deployment): Promise<readonly Check[]> => {
  const refused = await arePollsRefused(deployment)
  return [
    refused === undefined
      ? unsure(polls, 'the log was not read')
      : verdict(polls, !refused, 'their key was not refused lately', pollsRefused(deployment)),
  ]
}

export const scheduleOfPolls = 'Schedule of ovh-poll'

/** As the stack has it. */
const everyMinute = 'rate(1 minute)'

/** Checks that EventBridge calls the poll. A deployment would not undo what was changed, so the commands are told. */
export const checkSchedule = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings } = deployment
  const { name, functionName } = outputsOf(deployment, { name: 'OvhScheduleName', functionName: 'OvhPollFunctionName' })
  const { arn, isRight, targets } = await readRule(deployment, name)
  const rule = `aws events put-rule --region ${settings.region} --name ${name} --schedule-expression "${everyMinute}" --state ENABLED`
  if (!isRight)
    return [wrong('its rule is gone, disabled or has another rate', `${rule}, run doctor again for its target`)]
  const functionArn = arn.replace(/:events:(.*):rule\/.*/, `:lambda:$1:function:${functionName}`)
  const target = `aws events put-targets --region ${settings.region} --rule ${name} --targets Id=Target0,Arn=${functionArn}`
  return [
    targets.includes(functionArn)
      ? ok(scheduleOfPolls, 'EventBridge calls it every minute')
      : wrong('its rule does not call it', target),
  ]
}

const wrong = (what: string, command: string): Check =>
  fix(
    scheduleOfPolls,
    `no text is fetched, as ${what}: have an administrator run ${command}, and see in CloudTrail's event history who did it`,
  )

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
