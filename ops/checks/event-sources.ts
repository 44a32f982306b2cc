import { type EventSourceMappingConfiguration, GetEventSourceMappingCommand } from '@aws-sdk/client-lambda'

import { eventSources } from '../../shared/rules/timing.ts'
import type { Deployment } from '../deployment.ts'
import { isDisabled } from '../sending.ts'
import { type Check, fix, ok, remark, tried } from './check.ts'

type Wanted = (typeof eventSources)[keyof typeof eventSources] & {
  readonly functionName: string
  /** Whether operators may pause it. */
  readonly mayPause: boolean
}

/**
 * Checks that Lambda feeds both functions from their queues as the stack has it. CloudFormation would not notice a filter, for "only resource
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

const check = (what: string, { aws, settings }: Deployment, UUID: string, wanted: Wanted): Promise<readonly Check[]> =>
  tried(what, async () => {
    const mapping = await aws.lambda.send(new GetEventSourceMappingCommand({ UUID }))
    const changed = changesIn(mapping, wanted)
    if (changed.length > 0) {
      const found = changed.map(({ say }) => say).join('; ')
      // The reference doesn't say whether a pause lasts through an update that doesn't mention it (API reference, UpdateEventSourceMapping).
      const stillPaused = isDisabled(mapping) && wanted.mayPause ? ['--no-enabled'] : []
      const options = [...changed.map(({ option }) => option), ...stillPaused].join(' ')
      const undo = `--region ${settings.region} --uuid ${UUID} ${options}`
      return [
        fix(
          what,
          `${found}: undo it with aws lambda update-event-source-mapping ${undo}, and see in CloudTrail's event history who did it`,
        ),
      ]
    }
    return [
      isDisabled(mapping)
        ? remark(what, 'none, as sending is paused: replies wait until somebody resumes')
        : ok(what, 'all of them, as it was deployed'),
    ]
  })

/** What somebody has changed, and the options of the AWS CLI that undo it. */
const changesIn = (mapping: EventSourceMappingConfiguration, wanted: Wanted) => {
  const { batchSize, maxConcurrency, functionName, mayPause } = wanted
  const { BatchSize, MaximumBatchingWindowInSeconds: window = 0, FunctionResponseTypes = [] } = mapping
  const processes = mapping.ScalingConfig?.MaximumConcurrency
  return [
    {
      is: isFiltered(mapping),
      say: 'a filter has each one that does not match it thrown away',
      // An empty object removes all filters (developer guide, event filtering).
      option: "--filter-criteria '{}'",
    },
    { is: isDisabled(mapping) && !mayPause, say: 'they are stopped', option: '--enabled' },
    {
      is: mapping.FunctionArn?.split(':')[6] !== functionName,
      say: 'they go to another function',
      option: `--function-name ${functionName}`,
    },
    {
      is: !FunctionResponseTypes.includes('ReportBatchItemFailures'),
      say: 'one that failed is deleted, as failures are not reported',
      option: '--function-response-types ReportBatchItemFailures',
    },
    {
      is: BatchSize !== batchSize || window !== 0,
      say: `they come in batches of ${BatchSize} gathered for ${window} s, not of ${batchSize} at once`,
      option: `--batch-size ${batchSize} --maximum-batching-window-in-seconds 0`,
    },
    {
      is: processes !== maxConcurrency,
      say: `${processes ?? 'any number of'} processes may take them at the same time, not ${maxConcurrency}`,
      option: `--scaling-config MaximumConcurrency=${maxConcurrency}`,
    },
  ].filter(({ is }) => is)
}

/** Filters that are encrypted with somebody's own key are not shown to who may not use it (API reference, EventSourceMappingConfiguration). */
const isFiltered = ({ FilterCriteria, FilterCriteriaError, KMSKeyArn }: EventSourceMappingConfiguration): boolean =>
  (FilterCriteria?.Filters ?? []).length > 0 || FilterCriteriaError !== undefined || KMSKeyArn !== undefined
