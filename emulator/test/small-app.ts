import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb'
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { build } from 'esbuild'

/** Saves each order that is published to the topic. */
const handler = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
const client = new DynamoDBClient()
export const handler = async ({ Records }) => {
  for (const { body } of Records) {
    const { order } = JSON.parse(JSON.parse(body).Message)
    await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { order: { S: order } } }))
    console.log('saved ' + order)
  }
}
`

/** Writes an app that has nothing to do with this repository: a topic, a queue, a function and a table. */
export const synthesiseSmallApp = async (outdir: string): Promise<void> => {
  const code = mkdtempSync(join(tmpdir(), 'small-app-code-'))
  const bundled = await build({
    stdin: { contents: handler, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  writeFileSync(join(code, 'index.mjs'), bundled.outputFiles[0]?.text ?? '')

  const app = new App({ outdir })
  const stack = new Stack(app, 'Orders', { env: { region: 'eu-central-1' } })
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'order', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const queue = new Queue(stack, 'Queue', { visibilityTimeout: Duration.seconds(5) })
  const topic = new Topic(stack, 'Topic')
  new CfnOutput(stack, 'TopicArn', { value: topic.topicArn })
  topic.addSubscription(new SqsSubscription(queue))
  const save = new LambdaFunction(stack, 'Save', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(code),
    timeout: Duration.seconds(5),
    environment: { TABLE: table.tableName },
  })
  save.addEventSource(new SqsEventSource(queue))
  table.grantWriteData(save)
  app.synth()
}
