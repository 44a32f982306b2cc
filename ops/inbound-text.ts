import { PublishCommand } from '@aws-sdk/client-sns'

import { type Decision, logEventsIn } from '../shared/log-event.ts'
import { minute } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { readLog } from './logs.ts'

/** A text as if somebody had sent it to a line. */
export type InboundText = { readonly id: string; readonly from: string; readonly to: string; readonly text: string }

/** Publishes a text to the inbound topic as End User Messaging does (user guide, two-way SMS payload). */
export const publishText = async ({ aws, outputs }: Deployment, { id, from, to, text }: InboundText): Promise<void> => {
  const payload = {
    originationNumber: from,
    destinationNumber: to,
    messageKeyword: 'KEYWORD',
    messageBody: text,
    inboundMessageId: id,
    previousPublishedMessageId: '',
  }
  await aws.sns.send(new PublishCommand({ TopicArn: outputs.InboundTopicArn, Message: JSON.stringify(payload) }))
}

/** What receive-sms has decided about a text so far, each delivery's decision in turn. Clocks may differ by a minute. */
export const decisionsAbout = async (
  deployment: Deployment,
  inboundId: string,
  since: number,
): Promise<readonly Decision[]> => {
  const lines = await readLog(deployment, deployment.outputs.ReceiveSmsLogGroupName, inboundId, since - minute)
  const events = lines.flatMap(({ line }) => logEventsIn(line))
  return events.flatMap((event) => (event.inboundId === inboundId ? (event.decision ?? []) : []))
}
