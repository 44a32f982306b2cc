import type { Caller } from '../../../local/endpoint/call.ts'

/**
 * End User Messaging Social as a caller (user guide, managing-event-destinations-add). AWS doesn't document which resource it acts for. Here it is the
 * WhatsApp Business account whose events it publishes.
 */
export const socialMessaging = (accountArn: string): Caller => ({
  kind: 'service',
  principal: 'social-messaging.amazonaws.com',
  sourceArn: accountArn,
})
