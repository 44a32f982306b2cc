/**
 * | A small stack whose function does what messages ask for (see `index.mjs`). It receives those in `Singles` one at a time, and up to ten of
 * those in `Batches`.
 */

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement })
const allow = (Action: string | readonly string[], resource: object) => ({ Effect: 'Allow', Action, ...resource })
const service = (name: string, Action: string | readonly string[], Resource: unknown, Condition = {}) => ({
  Effect: 'Allow',
  Principal: { Service: `${name}.amazonaws.com` },
  Action,
  Resource,
  Condition,
})

const key = {
  Type: 'AWS::KMS::Key',
  Properties: {
    KeyPolicy: document(
      {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
        Action: 'kms:*',
        Resource: '*',
      },
      service('sns', ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
      service('sms-voice', ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
    ),
  },
}

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    Policies: [
      {
        PolicyName: 'Calls',
        PolicyDocument: document(
          allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], {
            Resource: [arnOf('Singles'), arnOf('Batches')],
          }),
          allow('dynamodb:PutItem', { Resource: arnOf('Table') }),
          // The queue `Dead` is encrypted with the key, which this role may not use.
          allow('sqs:SendMessage', { Resource: arnOf('Dead') }),
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

/** Allows everybody to call the function at its URL. */
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
    TextsPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [{ Ref: 'Texts' }],
        PolicyDocument: document(
          service(
            'sms-voice',
            'sns:Publish',
            { Ref: 'Texts' },
            { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          ),
        ),
      },
    },
    Archive: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ArchivePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Archive' }],
        PolicyDocument: document(
          service('sns', 'sqs:SendMessage', arnOf('Archive'), { ArnEquals: { 'aws:SourceArn': { Ref: 'Texts' } } }),
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
