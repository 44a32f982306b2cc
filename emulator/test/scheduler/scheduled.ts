import { allowService, arnOf, document, toyTemplate } from '../toy/template.ts'

export const onlyHere = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }
export const group = 'arn:aws:scheduler:eu-west-3:000000000000:schedule-group/'
export const trusted = (condition: object = onlyHere, service = 'scheduler') => {
  const { Resource: _, ...trust } = allowService(service, 'sts:AssumeRole', '*', condition)
  return document(trust)
}
export const may = (Action: string | readonly string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource })
export const publish = may('sns:Publish', { Ref: 'Texts' })
export const useKey = may(['kms:Decrypt', 'kms:GenerateDataKey*'], arnOf('Key'))

export const role = (
  statements: readonly object[] = [publish, useKey],
  AssumeRolePolicyDocument: object | null = trusted(),
) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    ...(AssumeRolePolicyDocument !== null && { AssumeRolePolicyDocument }),
    Policies: [{ PolicyName: 'Publish', PolicyDocument: document(...statements) }],
  },
})

export const hourly = (properties: object = {}, target: object = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: 'hourly',
    ScheduleExpression: 'cron(30 * * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: { Ref: 'Texts' }, RoleArn: arnOf('BeatRole'), Input: 'beat', ...target },
    ...properties,
  },
})

/** The toy template with a schedule that publishes to its encrypted topic. */
export const scheduled = (changed: object = {}) => ({
  Resources: { ...toyTemplate.Resources, BeatRole: role(), Beat: hourly(), ...changed },
})
