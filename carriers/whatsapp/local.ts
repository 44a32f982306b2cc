import { whatsAppUserId } from '../../emulator/index.ts'
import { addressOf } from '../../settings/lines.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { LocalCarrier } from '../carrier-local.ts'

const topicIn = ({ WhatsAppTopicArn: arn }: { readonly [output: string]: string }): string => {
  if (arn === undefined)
    throw new Refusal('The template lacks the output WhatsAppTopicArn, which lines on WhatsApp need.')
  return arn
}

export const whatsappLocal: LocalCarrier = {
  network: 'WhatsApp',
  account: ({ lines }, areAttached) => {
    const whatsAppNumbers = lines.flatMap(({ carrier, number, phoneNumberId }) =>
      carrier !== 'whatsapp' || number === undefined || phoneNumberId === undefined
        ? []
        : [{ address: addressOf({ carrier }, number), number, phoneNumberId }],
    )
    return { whatsAppNumbers, ...(areAttached && whatsAppNumbers.length > 0 && { whatsAppTopicArn: topicIn }) }
  },
  throttled: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    effect: { error: 'ThrottledRequestException', status: 429 },
  },
  // People may also try the first number, so the id must belong to somebody else.
  exampleSenders: ([, ...others]) => others.slice(-1).map(whatsAppUserId),
  banner: (endpoint) => [
    `WhatsApp AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${endpoint} socialmessaging list-linked-whatsapp-business-accounts`,
  ],
}
