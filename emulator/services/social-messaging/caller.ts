import type { Caller } from '../../endpoint/call.ts'

/**
 * End User Messaging Social as a caller (user guide, managing-event-destinations-add). AWS doesn't document on behalf of which
 * resource it publishes. Here it is the WhatsApp Business account that the events are about.
 */
export const socialMessaging = (accountArn: string): Caller => ({
  kind: 'service',
  principal: 'social-messaging.amazonaws.com',
  sourceArn: accountArn,
})
