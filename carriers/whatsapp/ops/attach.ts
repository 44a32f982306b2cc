import {
  PutWhatsAppBusinessAccountEventDestinationsCommand,
  SocialMessagingClient,
} from '@aws-sdk/client-socialmessaging'
import type { CommandContext } from '../../../ops/command-context.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { protectMemory } from '../../../ops/memory.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { type WhatsAppLine, whatsappLinesOf } from '../settings.ts'
import { destinationsOf, isNumber, type LinkedNumber, readLinkedNumbers, whatsAppOutputsOf } from './accounts.ts'

/** Sends all events of the number's WhatsApp Business account here, and protects the table. Can be repeated. */
export const attachWhatsApp = async (context: CommandContext, deployment: Deployment, address: string) => {
  const { topicArn } = whatsAppOutputsOf(deployment)
  const line = whatsappLinesOf(deployment.settings).find((one) => one.address === address)
  if (line === undefined) throw new Error(`${address} is no line on WhatsApp`)
  const linked = findNumber(line, await readLinkedNumbers(deployment), deployment)
  await context.confirm(deployment, question(line, linked, topicArn))
  const command = new PutWhatsAppBusinessAccountEventDestinationsCommand({
    id: linked.account.id,
    eventDestinations: [{ eventDestinationArn: topicArn }],
  })
  await deployment.aws.clientOf(SocialMessagingClient).send(command)
  await protectMemory(deployment)
  const { number } = line
  // People may see it when they look the number up.
  const displayName = linked.number.displayPhoneNumberName ?? ''
  context.report({ number, topicArn, displayName }, () =>
    [
      `${number} is attached on WhatsApp. Write to it, from a WhatsApp that you can spare for a day.`,
      `Whoever looks it up may see the name ${JSON.stringify(displayName)}: docs/whatsapp.md says what a profile may show.`,
    ].join('\n'),
  )
}

const findNumber = (line: WhatsAppLine, all: readonly LinkedNumber[], { settings, stage }: Deployment) => {
  const linked = all.find(({ number }) => number.phoneNumberId === line.phoneNumberId)
  if (linked === undefined) {
    const same = all.find((one) => isNumber(one, line.number))
    throw new Refusal(
      same === undefined
        ? `No WhatsApp Business account that is linked in ${settings.region} has ${line.number}: link it in the End User Messaging console first (docs/whatsapp.md).`
        : `AWS calls ${line.number} ${same.number.phoneNumberId}: write that as its "phoneNumberId" in settings/${stage}.json, and deploy.`,
    )
  }
  if (!isNumber(linked, line.number))
    throw new Refusal(
      `AWS calls another number ${line.phoneNumberId}: correct "phoneNumberId" in settings/${stage}.json, and deploy.`,
    )
  if (linked.account.registrationStatus !== 'COMPLETE')
    throw new Refusal(
      `The WhatsApp Business account of ${line.number} is not registered completely: finish it in the End User Messaging console.`,
    )
  return linked
}

const question = ({ number }: WhatsAppLine, linked: LinkedNumber, topicArn: string): string => {
  const others = destinationsOf(linked).filter((arn) => arn !== topicArn)
  return [
    ...(others.length > 0 ? [`The events of its account go to ${others.join(' and ')} now, and will no longer.`] : []),
    `Have all that happens to the WhatsApp account of ${number} sent here, and protect the table from being deleted?`,
  ].join(' ')
}
