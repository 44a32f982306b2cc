import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb'

import type { Deployment } from './deployment.ts'

type TableAccess = Pick<Deployment, 'aws' | 'outputs'>

export const isTableProtected = async ({ aws, outputs }: TableAccess): Promise<boolean> => {
  const { Table } = await aws.dynamodb.send(new DescribeTableCommand({ TableName: outputs.TableName }))
  return Table?.DeletionProtectionEnabled === true
}

/**
 * Protects the table from deletion, because it remembers who must never be texted again. The template doesn't protect it, because
 * CloudFormation could then not clean up after a failed first deployment.
 */
export const protectTable = async (deployment: TableAccess): Promise<void> => {
  if (await isTableProtected(deployment)) return
  const { aws, outputs } = deployment
  await aws.dynamodb.send(new UpdateTableCommand({ TableName: outputs.TableName, DeletionProtectionEnabled: true }))
}
