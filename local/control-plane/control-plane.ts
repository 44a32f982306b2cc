import type { SQSClient } from '@aws-sdk/client-sqs'

import type { Answerer } from '../endpoint/router.ts'
import type { Functions } from '../lambda/functions.ts'
import type { Stack } from '../template/stack.ts'
import { type Account, createSts } from './account.ts'
import { createCloudFormation } from './cloudformation.ts'
import { createLambda } from './lambda.ts'
import { createLogs } from './logs.ts'
import { createMoveTasks } from './move-tasks.ts'
import { createSecretsManager } from './secrets-manager.ts'
import { createTables } from './tables.ts'
import { createTopics } from './topics.ts'

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
