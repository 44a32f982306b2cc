import { createHmac } from 'node:crypto'
import { placed } from '../../emulator/index.ts'
import type { LocalCarrier } from '../../local/carrier.ts'
import type { Settings } from '../../settings/schema.ts'
import { whatsappLinesOf } from './settings.ts'
import { userIdOf } from './stand-in/people.ts'
import { socialMessaging, type WhatsAppOptions } from './stand-in/social-messaging.ts'

/** The account of a stage, whose events may go to the stage already. */
export const whatsAppOptionsOf = (settings: Settings, areAttached = true): WhatsAppOptions => ({
  numbers: whatsappLinesOf(settings),
  ...(areAttached && { topicArn: ({ WhatsAppTopicArn }) => WhatsAppTopicArn }),
  // Functions have a keyed hash in place of Meta's id, by which the page follows a message.
  idOf: (wamid, { outputs, secrets }) =>
    createHmac('sha256', secrets.read(outputs['PepperSecretArn'] ?? ''))
      .update(wamid)
      .digest('base64url'),
})

export const whatsappLocal: LocalCarrier = {
  network: 'WhatsApp',
  standIn: (settings, areAttached) =>
    whatsappLinesOf(settings).length === 0
      ? undefined
      : placed(socialMessaging, whatsAppOptionsOf(settings, areAttached)),
  refused: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    effect: { error: 'AccessDeniedException', status: 403 },
  },
  // People may also try the first number, so the id must belong to somebody else.
  exampleSenders: ([, ...others]) => others.slice(-1).map(userIdOf),
  banner: (_, aws) => [`WhatsApp ${aws} socialmessaging list-linked-whatsapp-business-accounts`],
}
