import type { Numbers } from '../services/end-user-messaging/numbers.ts'
import { inboundTopics, smsVoice } from '../services/end-user-messaging/sns-publisher.ts'
import { createClients } from '../services/iam/clients.ts'
import type { Credentials } from '../services/iam/credentials.ts'
import type { Permissions } from '../services/iam/permissions.ts'
import type { Stack } from '../template/stack.ts'
import { createInbox, type InboxOptions } from './inbox.ts'

type Options = Pick<InboxOptions, 'phones' | 'phoneOf'> & {
  readonly stack: Stack
  readonly numbers: Pick<Numbers, 'find'>
  readonly permissions: Permissions
  readonly credentials: Credentials
}

/**
 * Creates the inbox, which reaches lines by their phones, and the account's numbers by the topics that they are attached to.
 * Texts to an unknown number go to the first topic to which End User Messaging may publish, so that tests can text unknown lines.
 */
export const openInbox = async ({ stack, numbers, permissions, credentials, ...options }: Options) => {
  const [inboundTopicArn] = await inboundTopics(stack, permissions)
  const { sns } = createClients(stack.place, credentials, smsVoice(stack.place))
  const topicOf = (line: string): string | undefined => {
    const number = numbers.find(line)
    if (number === undefined) return inboundTopicArn
    return number.TwoWayEnabled ? number.TwoWayChannelArn : undefined
  }
  return { inboundTopicArn, ...createInbox({ sns, topicOf, ...options }) }
}
