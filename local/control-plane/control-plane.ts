import type { SQSClient } from '@aws-sdk/client-sqs'

import { type Account, createSts } from '../account.ts'
import { createCloudFormation } from '../cloudformation/actions.ts'
import { createTables } from '../dynamodb/actions.ts'
import type { Answerer } from '../endpoint/router.ts'
import { createLambda } from '../lambda/actions.ts'
import type { Functions } from '../lambda/functions.ts'
import { createLogs } from '../logs/actions.ts'
import { createSecretsManager } from '../secrets-manager/actions.ts'
import { createTopics } from '../sns/actions.ts'
import { createMoveTasks } from '../sqs/move-tasks.ts'
import type { Stack } from '../template/stack.ts'

type Running = {
  readonly stack: Stack
  readonly account: Account
  readonly functions: Functions
  readonly sqs: SQSClient
  readonly dynamo: Answerer
}

/**
 * What operators ask of AWS, and functions never do: the few calls that the project's command line makes. By the name of the
 * service; or of the service and the action, where somebody else answers for the rest of it.
 */
export const createControlPlane = ({ stack, account, functions, sqs, dynamo }: Running) => {
  const topics = createTopics(stack, account)
  const tables = createTables(stack, dynamo)
  return new Map<string, Answerer>([
    ['dynamodb:DescribeTable', tables],
    ['dynamodb:UpdateTable', tables],
    ['cloudformation', createCloudFormation(stack, new Date())],
    ['lambda', createLambda(stack, functions, account)],
    ['logs', createLogs(stack, functions.logs)],
    ['secretsmanager', createSecretsManager(stack)],
    ['sts', createSts(stack.place)],
    ['sqs:StartMessageMoveTask', createMoveTasks(stack, sqs)],
    ['sns:GetTopicAttributes', topics],
    ['sns:ListSubscriptionsByTopic', topics],
  ])
}
