import { inboundTopics, smsVoice } from '../../carriers/aws/local/deliveries.ts'
import { createClients } from '../iam/clients.ts'
import type { Credentials } from '../iam/credentials.ts'
import type { Permissions } from '../iam/permissions.ts'
import type { Stack } from '../template/stack.ts'
import { createInbox, type InboxOptions } from './inbox.ts'

type Options = Pick<InboxOptions, 'texts' | 'phoneOf'> & {
  readonly stack: Stack
  readonly permissions: Permissions
  readonly credentials: Credentials
}

/** Lets texts in, by the first topic to which End User Messaging may publish, and by phones. */
export const openInbox = async ({ stack, permissions, credentials, ...options }: Options) => {
  const [inboundTopicArn] = await inboundTopics(stack, permissions)
  const { sns } = createClients(stack.place, credentials, smsVoice(stack.place))
  return { inboundTopicArn, ...createInbox({ sns, topicArn: inboundTopicArn, ...options }) }
}
