import { answerForms, escapeXml, ServiceFailure } from '../endpoint/answers.ts'
import { textParameter } from '../endpoint/call.ts'
import { arnOf } from '../template/resource-type.ts'
import type { Stack } from '../template/stack.ts'
import type { RequiredPermissions } from './iam/permissions.ts'
import { key } from './iam/resources.ts'

/** CloudFormation with a single stack, whose resources never drift from the template, and outlive it until the end. */
export const createCloudFormation = (stack: Stack, deployedAt: Date, terminationProtection: boolean) => {
  const state = { isProtected: terminationProtection, isDeleted: false }
  const { stackName, region, accountId } = stack.place
  const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/embedded`
  const check = (name: unknown): void => {
    if (name !== stackName || state.isDeleted)
      throw new ServiceFailure('ValidationError', `Stack with id ${name} does not exist`)
  }
  const head = `<StackId>${stackId}</StackId><StackName>${stackName}</StackName>`
  return answerForms('cloudformation', {
    DescribeStacks: ({ StackName }) => {
      check(StackName)
      const outputs = Object.entries(stack.outputs).map(
        ([name, value]) =>
          `<member><OutputKey>${name}</OutputKey><OutputValue>${escapeXml(mangled(value))}</OutputValue></member>`,
      )
      return `<Stacks><member>${head}<CreationTime>${deployedAt.toISOString()}</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><EnableTerminationProtection>${state.isProtected}</EnableTerminationProtection><Outputs>${outputs.join('')}</Outputs></member></Stacks>`
    },
    UpdateTerminationProtection: ({ StackName, EnableTerminationProtection }) => {
      check(StackName)
      state.isProtected = EnableTerminationProtection === 'true'
      return `<StackId>${stackId}</StackId>`
    },
    // A stack that is protected is not deleted, and keeps its status (user guide, using-cfn-protect-stacks).
    DeleteStack: ({ StackName }) => {
      check(StackName)
      if (state.isProtected) {
        const message = `Stack [${stackName}] cannot be deleted while TerminationProtection is enabled`
        throw new ServiceFailure('ValidationError', message)
      }
      state.isDeleted = true
      return ''
    },
    DetectStackResourceDrift: ({ StackName, LogicalResourceId: id }) => {
      check(StackName)
      const found = stack.all(key).find(({ logicalId }) => logicalId === id)
      if (found === undefined) throw new ServiceFailure('ValidationError', `Resource ${id} does not exist`)
      return `<StackResourceDrift><StackId>${stackId}</StackId><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${found.ref}</PhysicalResourceId><ResourceType>AWS::KMS::Key</ResourceType><StackResourceDriftStatus>IN_SYNC</StackResourceDriftStatus><Timestamp>${new Date().toISOString()}</Timestamp></StackResourceDrift>`
    },
  })
}

/** CloudFormation answers with a question mark for a character outside ASCII (cloudformation-coverage-roadmap #814). */
const mangled = (value: string): string => value.replaceAll(/[\u{80}-\u{10ffff}]/gu, '?')

/** Drift may need a second permission: AWS's pages are silent, but public least-privilege roles allow it. */
export const cloudFormationPermissions: RequiredPermissions = (call, place) => {
  const resource = arnOf('cloudformation', place, `stack/${textParameter(call, 'StackName')}/*`)
  const asked = { action: `cloudformation:${call.action}`, resource }
  return call.action === 'DetectStackResourceDrift'
    ? [asked, { action: 'cloudformation:BatchDescribeTypeConfigurations', resource: '*' }]
    : [asked]
}
