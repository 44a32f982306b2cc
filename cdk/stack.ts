import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { CfnKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'

import type { Settings } from '../settings/schema.ts'
import { hasSimLine } from '../shared/rules/policy.ts'
import { serviceName } from '../shared/rules/telemetry.ts'
import { attachNumberCommands } from './attach-number.ts'
import { createKey } from './encryption.ts'
import { createEnvironment } from './environment.ts'
import { Inbound } from './inbound.ts'
import { Lines } from './lines.ts'
import { Monitoring } from './monitoring/monitoring.ts'
import { createPolicies } from './operators.ts'
import { createPepper } from './pepper.ts'
import { createQueue } from './queues.ts'
import { createReceiveSms } from './receive-sms.ts'
import { createSendReply } from './send-reply.ts'
import { createSim, simOutputs } from './sim.ts'
import { createTable } from './table.ts'

/** One number, or several, of one stage: text → inbound → receive-sms → replies → send-reply. */
export class AntiRelouStack extends Stack {
  constructor(scope: Construct, stage: string, settings: Settings) {
    super(scope, serviceName(stage), {
      env: { region: settings.region },
      description: `Anti-relou (${stage}): answers, once and politely, whoever texts a number that was given out instead of one's own`,
    })
    const key = createKey(this)
    const table = createTable(this, key)
    const pepper = createPepper(this, key)
    const inbound = new Inbound(this, 'Inbound', { key })
    const replies = createQueue(this, 'Replies', key)
    const lines = new Lines(this, 'Lines', { lines: settings.lines, topic: inbound.topic })
    const environment = createEnvironment({ stack: this, stage, settings, lines, table })
    const common = { key, table, replies: replies.queue, settings, environment }
    const sim = hasSimLine(settings) ? createSim(this, { ...common, topic: inbound.topic }) : undefined
    const receiveSms = createReceiveSms(this, { ...common, texts: inbound.texts.queue, pepper })
    const sendReply = createSendReply(this, { ...common, simSecret: sim?.secret })

    const functions = {
      receiveSms: receiveSms.function,
      sendReply: sendReply.function,
      simWebhook: sim?.webhook.function,
    }
    const { alerts } = new Monitoring(this, 'Monitoring', {
      stage,
      settings,
      key,
      machinery: { ...inbound, ...functions, replies, table },
    })

    createPolicies(this, { key, table, pepper, inbound, replies, receiveSms, sendReply, sim, alerts })

    this.output({
      InboundTopicArn: inbound.topic.topicArn,
      TableName: table.tableName,
      InboundQueueUrl: inbound.texts.queue.queueUrl,
      RepliesQueueUrl: replies.queue.queueUrl,
      InboundDeadLettersUrl: inbound.texts.deadLetters.queueUrl,
      SubscriptionDeadLettersUrl: inbound.subscriptionDeadLetters.queueUrl,
      RepliesDeadLettersUrl: replies.deadLetters.queueUrl,
      ReceiveSmsFunctionName: receiveSms.function.functionName,
      SendReplyFunctionName: sendReply.function.functionName,
      ReceiveSmsLogGroupName: receiveSms.logGroup.logGroupName,
      SendReplyLogGroupName: sendReply.logGroup.logGroupName,
      SendReplySourceId: sendReply.source.eventSourceMappingId,
      PepperSecretArn: pepper.secretArn,
      AlertTopicArn: alerts.topicArn,
      KeyLogicalId: this.getLogicalId(key.node.defaultChild as CfnKey),
    })
    if (sim !== undefined) this.output(simOutputs(sim))
    this.output({ LineNumbers: settings.lines.map((line) => lines.numberOf(line)).join(' ') })
    // A bought line is attached but for what CloudFormation can't say: that it may text other countries.
    const ofAws = settings.lines.filter(({ carrier }) => carrier === 'aws').map((line) => lines.numberOf(line))
    if (ofAws.length > 0) this.output({ AttachNumberCommands: this.attach(ofAws, inbound.topic.topicArn) })
  }

  private attach(numbers: readonly string[], topicArn: string): string {
    const { region, account: accountId } = this
    return numbers.map((number) => attachNumberCommands({ number, topicArn, region, accountId })).join('\n')
  }

  private output(values: { readonly [name: string]: string }): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value })
  }
}
