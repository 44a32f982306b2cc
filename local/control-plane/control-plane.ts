import type { SQSClient } from '@aws-sdk/client-sqs'

import type { Answerer } from '../endpoint/router.ts'
import type { Functions } from '../lambda/functions.ts'
import type { Stack } from '../template/stack.ts'
import { type Account, createSts } from './account.ts'
import { createCloudFormation } from './cloudformation.ts'
import { createEndUserMessaging } from './end-user-messaging.ts'
import { createLambda } from './lambda.ts'
import { createLogs } from './logs.ts'
import { createMoveTasks } from './move-tasks.ts'
import { createSecretsManager } from './secrets-manager.ts'
import { createTopics } from './topics.ts'

type Running = {
  readonly stack: Stack
  readonly account: Account
  readonly functions: Functions
  readonly sqs: SQSClient
}

/**
 * What operators ask of AWS, and functions never do: the few calls that the project's command line makes. By the name of the
 * service; or of the service and the action, where somebody else answers for the rest of it.
 */
export const createControlPlane = ({ stack, account, functions, sqs }: Running) => {
  const topics = createTopics(stack, account)
  return new Map<string, Answerer>([
    ['cloudformation', createCloudFormation(stack, new Date())],
    ['lambda', createLambda(stack, functions, account)],
    ['logs', createLogs(stack, functions.logs)],
    ['secretsmanager', createSecretsManager(stack)],
    ['sms-voice', createEndUserMessaging(stack, account)],
    ['sts', createSts(stack.place)],
    ['sqs:StartMessageMoveTask', createMoveTasks(stack, sqs)],
    ['sns:GetSMSAttributes', topics],
    ['sns:GetSMSSandboxAccountStatus', topics],
    ['sns:GetTopicAttributes', topics],
    ['sns:ListSubscriptionsByTopic', topics],
  ])
}
