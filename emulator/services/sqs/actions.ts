import type { SQSClient } from '@aws-sdk/client-sqs'

import { type Call, textParameter } from '../../endpoint/call.ts'
import type { ServiceHandler } from '../../endpoint/router.ts'
import { arnOf, type Place } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import type { Permission, RequiredPermissions } from '../iam/permissions.ts'
import { createMoveTasks } from './move-tasks.ts'
import { createVisibilityLimit } from './visibility-limit.ts'

/** SQS, implemented by fauxqs and extended by what fauxqs lacks. `sqs` signs as the account owner. */
export const createSqs = (stack: Stack, fauxqs: ServiceHandler, sqs: SQSClient): ServiceHandler => {
  const visibility = createVisibilityLimit()
  const moveTasks = createMoveTasks(stack, sqs)
  return async (call) => {
    if (call.action === 'StartMessageMoveTask') return moveTasks(call)
    const answer = visibility.refusal(call) ?? (await fauxqs(call))
    visibility.observe(call, answer)
    return answer
  }
}

export const sqsPermissions: RequiredPermissions = (call, place) =>
  call.action === 'StartMessageMoveTask' ? ofMove(call) : [ofQueue(call, place)]

/** A batch action needs the permission for the single action. */
const ofQueue = (call: Call, place: Place): Permission => {
  const name = textParameter(call, 'QueueUrl').split('/').at(-1) || textParameter(call, 'QueueName')
  return { action: `sqs:${call.action.replace(/Batch$/, '')}`, resource: name === '' ? '*' : arnOf('sqs', place, name) }
}

/**
 * Moving dead letters needs the permissions to receive and delete them. AWS also requires the permission to send to the queue
 * that they came from, which isn't checked here, because the request doesn't name that queue.
 */
const ofMove = (call: Call): readonly Permission[] =>
  ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => ({
    action: `sqs:${action}`,
    resource: textParameter(call, 'SourceArn'),
  }))
