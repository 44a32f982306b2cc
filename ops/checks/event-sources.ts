import { type EventSourceMappingConfiguration, GetEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { eventSources } from '../../shared/rules/timing.ts'
import { type Deployment, undoByHand } from '../deployment.ts'
import { isDisabled } from '../sending.ts'
import { type Check, fix, ok, remark, tried } from './check.ts'

type Wanted = (typeof eventSources)[keyof typeof eventSources] & {
  readonly functionName: string
  readonly mayPause: boolean
}

/**
 * Checks that Lambda feeds both functions as the stack has it. CloudFormation would miss a filter: "only resource
 * properties explicitly defined in the stack template are checked for drift" (API reference, StackResourceDrift).
 */
export const checkEventSources = (deployment: Deployment): readonly Promise<readonly Check[]>[] => {
  const { ReceiveSmsSourceId, ReceiveSmsFunctionName, SendReplySourceId, SendReplyFunctionName } = deployment.outputs
  return [
    check('Texts to receive-sms', deployment, ReceiveSmsSourceId, {
      ...eventSources.receiveSms,
      functionName: ReceiveSmsFunctionName,
      mayPause: false,
    }),
    check('Replies to send-reply', deployment, SendReplySourceId, {
      ...eventSources.sendReply,
      functionName: SendReplyFunctionName,
      mayPause: true,
    }),
  ]
}

const check = (what: string, deployment: Deployment, UUID: string, wanted: Wanted): Promise<readonly Check[]> =>
  tried(what, async () => {
    const { aws, settings } = deployment
    const mapping = await aws.lambda.send(new GetEventSourceMappingCommand({ UUID }))
    const update = `aws lambda update-event-source-mapping --region ${settings.region} --uuid ${UUID}`
    return [judgeMapping(what, mapping, wanted, update)]
  })

/** Judges a mapping that was read. `update` is the command that changes it, without its options. */
export const judgeMapping = (
  what: string,
  mapping: EventSourceMappingConfiguration,
  wanted: Wanted,
  update: string,
): Check => {
  const { StateTransitionReason: reason = 'user', LastProcessingResult: result = '' } = mapping
  // "Indicates whether a user or Lambda made the last change" (API reference, EventSourceMappingConfiguration).
  if (isDisabled(mapping) && !/user/i.test(reason)) {
    const stopped = `Lambda itself has stopped them (${reason}), as when the role may not read the queue`
    return fix(what, `${stopped}: ${undoByHand.en}, then ${update} --enabled`)
  }
  const isPaused = isDisabled(mapping) && wanted.mayPause
  const changes = changesIn(mapping, wanted)
  if (changes.length > 0) {
    const undo = `${update} ${optionsFor(wanted, isPaused)}`
    return fix(
      what,
      // Only the mapping by which sending is paused is an operator's to change: a filter throws STOPs away.
      wanted.mayPause
        ? `${changes.join('; ')}: undo it with ${undo}, and have an administrator ${whoDidIt}`
        : `${changes.join('; ')}: have an administrator undo it with ${undo}, and ${whoDidIt}`,
    )
  }
  if (!isPaused && result.startsWith('PROBLEM'))
    return remark(what, `as it was deployed, but Lambda says ${result}: if it stays, ${undoByHand.en}`)
  return isPaused
    ? remark(what, 'none, as sending is paused: replies stay queued until somebody resumes')
    : ok(what, 'all of them, as it was deployed')
}

const whoDidIt = "see in CloudTrail's event history who did it"

const changesIn = (mapping: EventSourceMappingConfiguration, wanted: Wanted): readonly string[] => {
  const { batchSize, maxConcurrency, functionName, mayPause } = wanted
  const { BatchSize, MaximumBatchingWindowInSeconds: window = 0, FunctionResponseTypes = [] } = mapping
  const processes = mapping.ScalingConfig?.MaximumConcurrency
  const changes: readonly (readonly [is: boolean, say: string])[] = [
    [isFiltered(mapping), 'a filter has each one that does not match it thrown away'],
    [isDisabled(mapping) && !mayPause, 'they are stopped'],
    [mapping.FunctionArn?.split(':')[6] !== functionName, 'they go to another function'],
    [
      !FunctionResponseTypes.includes('ReportBatchItemFailures'),
      'one that failed is deleted, as failures are not reported',
    ],
    [
      BatchSize !== batchSize || window !== 0,
      `they come in batches of ${BatchSize} gathered for ${window} s, not of ${batchSize} at once`,
    ],
    [
      processes !== maxConcurrency,
      `${processes ?? 'any number of'} processes may take them at the same time, not ${maxConcurrency}`,
    ],
  ]
  return changes.flatMap(([is, say]) => (is ? [say] : []))
}

/**
 * The options of the AWS CLI that make a mapping what the stack has. An empty object removes all filters (developer
 * guide, event filtering). Whether a pause outlasts an update that doesn't mention it is not said (API reference,
 * UpdateEventSourceMapping), so nothing ends a pause that began meanwhile.
 */
const optionsFor = ({ batchSize, maxConcurrency, functionName, mayPause }: Wanted, isPaused: boolean): string =>
  [
    "--filter-criteria '{}'",
    ...(isPaused ? ['--no-enabled'] : []),
    ...(mayPause ? [] : ['--enabled']),
    `--function-name ${functionName}`,
    '--function-response-types ReportBatchItemFailures',
    `--batch-size ${batchSize} --maximum-batching-window-in-seconds 0`,
    `--scaling-config MaximumConcurrency=${maxConcurrency}`,
  ].join(' ')

/** Filters with somebody's own key may not be shown (API reference, EventSourceMappingConfiguration). */
const isFiltered = ({ FilterCriteria, FilterCriteriaError, KMSKeyArn }: EventSourceMappingConfiguration): boolean =>
  (FilterCriteria?.Filters ?? []).length > 0 || FilterCriteriaError !== undefined || KMSKeyArn !== undefined
