import { PublishCommand } from '@aws-sdk/client-sns'
import { minute, second } from '../shared/rules/timing.ts'
import { readLog } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'
import { logEventsIn } from './log-event.ts'

type InboundText = { readonly id: string; readonly from: string; readonly to: string; readonly text: string }

/** Publishes a text to the inbound topic in the format of End User Messaging (user guide, two-way SMS payload). */
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

/** Reads what receive-sms has decided about a text, at each delivery. Clocks may differ by a minute. */
export const decisionsAbout = async (deployment: Deployment, inboundId: string, since: number) => {
  const lines = await readLog(deployment, deployment.outputs.ReceiveSmsLogGroupName, inboundId, since - minute)
  const events = lines.flatMap(({ line }) => logEventsIn(line))
  return events.flatMap((event) => (event.inboundId === inboundId ? (event.decision ?? []) : []))
}

/** Calls `read` every second until it returns something, and returns that. Returns undefined after `forMs`. */
export const poll = async <T>(
  { now, wait }: Pick<Deployment, 'now' | 'wait'>,
  forMs: number,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const end = now() + forMs
  for (;;) {
    const found = await read()
    if (found !== undefined || now() > end) return found
    await wait(1 * second)
  }
}
