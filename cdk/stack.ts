import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { CfnKey } from 'aws-cdk-lib/aws-kms'
import { TopicPolicy } from 'aws-cdk-lib/aws-sns'
import { QueuePolicy } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { nobodyTexts } from '../settings/carriers.ts'
import { configOf } from '../settings/config.ts'
import { outputsOfList, outputsWith, statementOutputs } from '../settings/outputs.ts'
import type { Settings } from '../settings/schema.ts'
import { addressOf } from '../shared/rules/carriers.ts'
import { metricNamespace, serviceName } from '../shared/rules/telemetry.ts'
import { outputsOfAttributes } from './attributes.ts'
import type { StageCarrier } from './carrier.ts'
import { createKey } from './encryption.ts'
import { createReceiveSms, createSendReply } from './functions.ts'
import { Lines } from './lines.ts'
import { Monitoring } from './monitoring/monitoring.ts'
import { createPolicies, type Operated } from './permissions.ts'
import { createQueue, Inbound } from './queues.ts'
import { refuseLargeEnvironments } from './quotas.ts'
import { createBeat } from './schedules.ts'
import { createLookupLogs, createPepper, createReplySigningKey, createTable } from './storage.ts'

type StackProps = {
  readonly settings: Settings
  /** The file that settings are from, for those who have no copy of it. */
  readonly file?: string | undefined
  readonly version: string
  readonly carriers: readonly StageCarrier[]
}

/** The stack of one stage. A text goes this way: inbound → receive-sms → replies → send-reply. */
export class AntiRelouStack extends Stack {
  constructor(scope: Construct, stage: string, { settings, file, version, carriers }: StackProps) {
    super(scope, serviceName(stage), {
      env: { region: settings.region },
      // Deleting a stack by mistake deafens its number and forgets each STOP. Nobody texts simulators.
      terminationProtection: !nobodyTexts(settings),
      tags: { project: 'anti-relou', stage },
      description: `Anti-relou (${stage}): answers, once and politely, whoever texts a number that was given out instead of one's own`,
    })
    const key = createKey(this)
    const table = createTable(this, key)
    const pepper = createPepper(this, key)
    const signingKey = createReplySigningKey(this, key)
    const lookupLogs = createLookupLogs(this, key)
    const inbound = new Inbound(this, 'Inbound', { key })
    const replies = createQueue(this, 'Replies', key)
    const lines = new Lines(this, 'Lines', settings.lines, carriers)
    const environment = {
      CONFIG: this.toJsonString(
        configOf(
          settings,
          (line) => lines.phoneOf(line).number,
          (line) => lines.phoneOf(line).beatTo,
        ),
      ),
      TABLE_NAME: table.tableName,
      POWERTOOLS_SERVICE_NAME: serviceName(stage),
      POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
    }
    const parts = { key, table, inbound, lines, settings, environment }
    const resources = carriers.map(({ createResources }) => createResources(this, parts))
    const common = { key, table, replies: replies.queue, signingKey, environment, resources }
    const receiveSms = createReceiveSms(this, inbound.texts.queue, pepper, common)
    const sendReply = createSendReply(this, common)
    refuseLargeEnvironments(this, stage)
    const beat = resources.some(({ publishesBeat }) => publishesBeat) ? undefined : createBeat(this, inbound.topic)

    const functions = { receiveSms: receiveSms.function, sendReply: sendReply.function }
    const { alerts, alarmNames } = new Monitoring(this, 'Monitoring', {
      stage,
      settings,
      carriers,
      infrastructure: { ...inbound, ...functions, resources, replies },
    })

    const senders = { table, pepper, lookupLogs }
    const operated = { ...senders, key, inbound, replies, receiveSms, sendReply, resources, beat, alerts }
    createPolicies(this, operated)
    this.output({ ...outputsOf(operated), AlarmNames: alarmNames.join(' ') })
    this.output({ LineNumbers: settings.lines.map((line) => addressOf(line, lines.numberOf(line))).join(' ') })
    this.output(outputsOfPolicies(this))
    this.output(outputsOfAttributes(this))
    this.output({ Version: version, ...(file && outputsWith(file)) })
  }

  private output(values: { readonly [name: string]: string }): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value })
  }
}

const outputsOf = (operated: Operated): { readonly [name: string]: string } => {
  const { key, inbound, replies, receiveSms, sendReply } = operated
  return {
    InboundTopicArn: inbound.topic.topicArn,
    TableName: operated.table.tableName,
    InboundQueueUrl: inbound.texts.queue.queueUrl,
    RepliesQueueUrl: replies.queue.queueUrl,
    InboundDeadLettersUrl: inbound.texts.deadLetters.queueUrl,
    SubscriptionDeadLettersUrl: inbound.subscriptionDeadLetters.queueUrl,
    RepliesDeadLettersUrl: replies.deadLetters.queueUrl,
    ReceiveSmsFunctionName: receiveSms.function.functionName,
    SendReplyFunctionName: sendReply.function.functionName,
    ReceiveSmsLogGroupName: receiveSms.logGroup.logGroupName,
    SendReplyLogGroupName: sendReply.logGroup.logGroupName,
    ReceiveSmsSourceId: receiveSms.source.eventSourceMappingId,
    SendReplySourceId: sendReply.source.eventSourceMappingId,
    PepperSecretArn: operated.pepper.secretArn,
    LookupLogGroupName: operated.lookupLogs.logGroupName,
    ...(operated.beat && { BeatScheduleName: operated.beat.scheduleName }),
    AlertTopicArn: operated.alerts.topicArn,
    KeyLogicalId: Stack.of(key).getLogicalId(key.node.defaultChild as CfnKey),
    ...Object.assign({}, ...operated.resources.map(({ outputs }) => outputs)),
  }
}

/** Outputs that carry each statement of the policies of topics and queues, with which doctor compares what is there. */
const outputsOfPolicies = (stack: Stack): { readonly [name: string]: string } => {
  const policies = stack.node.findAll().filter((one) => one instanceof TopicPolicy || one instanceof QueuePolicy)
  const statements: readonly object[] = policies.flatMap(({ document }) => stack.resolve(document).Statement)
  const items = statements.map((one) => stack.toJsonString(one))
  return outputsOfList(statementOutputs, items)
}
