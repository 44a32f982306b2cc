import type { Stack } from 'aws-cdk-lib'
import { TopicPolicy } from 'aws-cdk-lib/aws-sns'
import { QueuePolicy } from 'aws-cdk-lib/aws-sqs'
import { policyOutput } from '../settings/outputs.ts'

/** Outputs that carry each statement of the policies of topics and queues, with which doctor compares what is there. */
export const outputsOfPolicies = (stack: Stack): { readonly [name: string]: string } => {
  const policies = stack.node.findAll().filter((one) => one instanceof TopicPolicy || one instanceof QueuePolicy)
  const statements: readonly object[] = policies.flatMap(({ document }) => stack.resolve(document).Statement)
  return Object.fromEntries(statements.map((one, n) => [policyOutput(n), stack.toJsonString(one)]))
}
