import { type EventSourceMappingConfiguration, GetEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { attributesIn, type Deployed } from '../../settings/outputs.ts'
import { type Deployment, undoByHand } from '../deployment.ts'
import { isDisabled } from '../sending.ts'
import { changesOf, undeployed } from './attributes.ts'
import { type Check, fix, ok, remark, tried, unsure } from './check.ts'

/** What was deployed, and whether operators may stop it, as a pause does. */
type Wanted = { readonly is: Deployed['is']; readonly mayPause: boolean }

/** Checks that Lambda feeds both functions as the stack has it. */
export const checkEventSources = (deployment: Deployment): readonly Promise<readonly Check[]>[] => {
  const { ReceiveSmsSourceId, SendReplySourceId } = deployment.outputs
  return [
    check('Texts to receive-sms', deployment, ReceiveSmsSourceId, false),
    check('Replies to send-reply', deployment, SendReplySourceId, true),
  ]
}

const check = (what: string, deployment: Deployment, UUID: string, mayPause: boolean): Promise<readonly Check[]> =>
  tried(what, async () => {
    const deployed = attributesIn(deployment.outputOf).find(({ ref }) => ref === UUID)
    if (deployed === undefined) return [unsure(what, undeployed)]
    const mapping = await deployment.aws.lambda.send(new GetEventSourceMappingCommand({ UUID }))
    const update = `aws lambda update-event-source-mapping --region ${deployment.region} --uuid ${UUID}`
    return [judgeMapping(what, mapping, { ...deployed, mayPause }, update)]
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
  const stopped = isDisabled(mapping) && !wanted.mayPause ? ['they are stopped'] : []
  const changes = [...stopped, ...changesOf(attributesOf(mapping), wanted.is)]
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

/** Filters with somebody's own key may not be shown (API reference, EventSourceMappingConfiguration). */
const attributesOf = (mapping: EventSourceMappingConfiguration): Deployed['is'] => {
  const { FunctionArn, FilterCriteria, FilterCriteriaError, KMSKeyArn, MaximumBatchingWindowInSeconds = 0 } = mapping
  const filters = FilterCriteria?.Filters?.length ? FilterCriteria : (FilterCriteriaError ?? KMSKeyArn)
  const FunctionName = FunctionArn?.split(':')[6]
  return { ...mapping, FunctionName, FilterCriteria: filters, MaximumBatchingWindowInSeconds }
}

/**
 * The options of the AWS CLI that make a mapping what the stack has. An empty object removes all filters (developer
 * guide, event filtering). Whether a pause outlasts an update that doesn't mention it is not said (API reference,
 * UpdateEventSourceMapping), so nothing ends a pause that began meanwhile.
 */
const optionsFor = ({ is, mayPause }: Wanted, isPaused: boolean): string => {
  const { MaximumConcurrency } = is['ScalingConfig'] as { readonly MaximumConcurrency: number }
  return [
    "--filter-criteria '{}'",
    ...(isPaused ? ['--no-enabled'] : []),
    ...(mayPause ? [] : ['--enabled']),
    `--function-name ${is['FunctionName']}`,
    `--function-response-types ${[is['FunctionResponseTypes']].flat().join(' ')}`,
    `--batch-size ${is['BatchSize']} --maximum-batching-window-in-seconds ${is['MaximumBatchingWindowInSeconds']}`,
    `--scaling-config MaximumConcurrency=${MaximumConcurrency}`,
  ].join(' ')
}
