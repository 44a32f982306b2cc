/** A stack whose function does what messages ask (`index.mjs`), one at a time in `Singles`, ten in `Batches`. */

export const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
export const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement })
type Actions = string | readonly string[]
const allow = (Action: Actions, ...Resource: readonly unknown[]) => ({ Effect: 'Allow', Action, Resource })
export const allowService = (name: string, Action: Actions, Resource: unknown, Condition = {}) => ({
  ...allow(Action, Resource),
  Principal: { Service: `${name}.amazonaws.com` },
  Condition,
})

/** Lets a service do something only for this account, and on behalf of these of its resources. */
export const onBehalfOf = (sourceArn?: string) => ({
  StringEquals: { 'aws:SourceAccount': accountId },
  ...(sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': sourceArn } }),
})

export const topicPolicy = (topic: string, service: string, condition: object) => ({
  Type: 'AWS::SNS::TopicPolicy',
  Properties: {
    Topics: [{ Ref: topic }],
    PolicyDocument: document(allowService(service, 'sns:Publish', { Ref: topic }, condition)),
  },
})

/** A policy of a person, who may do this and nothing else. */
export const personsPolicy = (Action: string, ...Resource: readonly unknown[]) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document(allow(Action, ...Resource)) },
})

const accountId = { Ref: 'AWS::AccountId' }

const key = {
  Type: 'AWS::KMS::Key',
  Properties: {
    KeyPolicy: document(
      { ...allow('kms:*', '*'), Principal: { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', accountId, ':root']] } } },
      allowService('sns', ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
      allowService('sms-voice', ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
    ),
  },
}

const poll = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    Policies: [
      {
        PolicyName: 'Calls',
        PolicyDocument: document(
          allow(poll, arnOf('Singles'), arnOf('Batches')),
          // The queue `Dead` is encrypted with the key, which this role may not use.
          allow('sqs:SendMessage', arnOf('Dead')),
        ),
      },
    ],
  },
}

const queue = {
  Type: 'AWS::SQS::Queue',
  Properties: {
    // The timeout of the functions, and time to start one on a busy machine.
    VisibilityTimeout: 5,
    RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 2 },
  },
}

const toy = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'single',
    Code: { S3Bucket: 'assets', S3Key: 'toy.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: arnOf('Role'),
    Timeout: 4,
    LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: 'Logs' } },
    Environment: {
      Variables: {
        TABLE: { Ref: 'Table' },
        PEPPER: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Pepper' }, ':SecretString:::}}']] },
      },
    },
  },
}

const source = (queueId: string, BatchSize: number, MaximumConcurrency: number) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: arnOf(queueId),
    FunctionName: 'single',
    BatchSize,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency },
  },
})

const allowEverybody = (Action: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Action, FunctionName: arnOf('Single'), Principal: '*' },
})

export const toyTemplate = {
  Resources: {
    Key: key,
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Pepper: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } },
    },
    Texts: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
    TextsPolicy: topicPolicy('Texts', 'sms-voice', onBehalfOf()),
    Archive: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ArchivePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Archive' }],
        PolicyDocument: document(
          allowService('sns', 'sqs:SendMessage', arnOf('Archive'), {
            ArnEquals: { 'aws:SourceArn': { Ref: 'Texts' } },
          }),
        ),
      },
    },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Texts' }, Protocol: 'sqs', Endpoint: arnOf('Archive') },
    },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: {} },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: arnOf('Key') } },
    Singles: queue,
    Batches: queue,
    Role: role,
    Single: toy,
    SingleSource: source('Singles', 1, 3),
    BatchSource: source('Batches', 10, 2),
    Url: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: arnOf('Single'), AuthType: 'NONE' } },
    UrlPermission: allowEverybody('lambda:InvokeFunctionUrl'),
    InvokePermission: allowEverybody('lambda:InvokeFunction'),
  },
  Outputs: {
    FunctionUrl: { Value: { 'Fn::GetAtt': ['Url', 'FunctionUrl'] } },
    InboundTopicArn: { Value: { Ref: 'Texts' } },
  },
}
