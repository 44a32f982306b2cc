import { CloudError } from '../../cloud-error.ts'
import type { Stack } from '../../template/stack.ts'
import { lambdaFunction } from '../lambda/resources.ts'
import { topic } from '../sns/sns.ts'
import { queue } from '../sqs/sqs.ts'
import { alarm } from './alarms.ts'
import type { Metric } from './query.ts'

/** The metrics of sources.ts by namespace, and their resources. */
const emitters: { readonly [namespace: string]: Emitter } = {
  'AWS/Lambda': {
    dimension: 'FunctionName',
    metrics: ['Invocations', 'Errors', 'Throttles'],
    resources: (stack) => stack.all(lambdaFunction).map(({ ref }) => ref),
  },
  'AWS/SNS': {
    dimension: 'TopicName',
    // The second is never counted: no template is started in which SNS may not send to a queue or to its dead letters.
    metrics: ['NumberOfMessagesPublished', 'NumberOfNotificationsFailedToRedriveToDlq'],
    resources: (stack) => stack.all(topic).map(({ attributes }) => attributes['TopicName']),
  },
  'AWS/SQS': {
    dimension: 'QueueName',
    metrics: ['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesVisible'],
    resources: (stack) => stack.all(queue).map(({ attributes }) => attributes['QueueName']),
  },
}

type Emitter = {
  readonly dimension: string
  readonly metrics: readonly string[]
  readonly resources: (stack: Stack) => readonly (string | undefined)[]
}

/** Throws a `CloudError` if an alarm watches a metric of AWS that nothing here emits: it would be silent for ever. */
export const checkAlarms = (stack: Stack): void => {
  for (const { ref, properties } of stack.all(alarm))
    for (const query of properties.queries)
      if ('metric' in query && query.metric.namespace.startsWith('AWS/') && !isEmitted(query.metric, stack))
        throw new CloudError(`The emulator emits no metric ${nameOf(query.metric)}, which the alarm ${ref} watches.`)
}

const isEmitted = ({ namespace, name, dimensions }: Metric, stack: Stack): boolean => {
  const emitter = emitters[namespace]
  if (emitter === undefined || !emitter.metrics.includes(name)) return false
  const { [emitter.dimension]: resource, ...others } = dimensions
  return Object.keys(others).length === 0 && emitter.resources(stack).includes(resource)
}

const nameOf = ({ namespace, name, dimensions }: Metric): string =>
  `${name} of ${namespace} for ${Object.values(dimensions).join(', ') || 'all resources together'}`
