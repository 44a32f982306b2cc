import {
  PutWhatsAppBusinessAccountEventDestinationsCommand,
  SocialMessagingClient,
} from '@aws-sdk/client-socialmessaging'
import type { CommandContext } from '../../../ops/command-context.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { protectMemory } from '../../../ops/memory.ts'
import { joined, same } from '../../../ops/words.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { Translated } from '../../../settings/values.ts'
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
  const shown = JSON.stringify(displayName)
  context.report({ number, topicArn, displayName }, () => ({
    en: `${number} is attached on WhatsApp. Write to it, from a WhatsApp that you can spare for a day.\nWhoever looks it up may see the name ${shown}: docs/whatsapp.md says what a profile may show.`,
    fr: `${number} est rattaché sur WhatsApp. Écrivez-lui, d’un WhatsApp dont vous pouvez vous passer un jour.\nQui le cherche y voit peut-être le nom ${shown}\u00a0: docs/whatsapp.md dit ce qu’un profil peut montrer.`,
  }))
}

const findNumber = (line: WhatsAppLine, all: readonly LinkedNumber[], { settings, stage }: Deployment) => {
  const linked = all.find(({ number }) => number.phoneNumberId === line.phoneNumberId)
  if (linked === undefined) {
    const known = all.find((one) => isNumber(one, line.number))
    throw new Refusal(
      known === undefined
        ? {
            en: `No WhatsApp Business account that is linked in ${settings.region} has ${line.number}: link it in the End User Messaging console first (docs/whatsapp.md).`,
            fr: `Aucun compte WhatsApp Business lié en ${settings.region} n’a ${line.number}\u00a0: liez-le d’abord dans la console End User Messaging (docs/whatsapp.md).`,
          }
        : {
            en: `AWS calls ${line.number} ${known.number.phoneNumberId}: write that as its "phoneNumberId" in settings/${stage}.json, and deploy.`,
            fr: `AWS appelle ${line.number} ${known.number.phoneNumberId}\u00a0: écrivez cela comme son "phoneNumberId" dans settings/${stage}.json, et déployez.`,
          },
    )
  }
  if (!isNumber(linked, line.number))
    throw new Refusal({
      en: `AWS calls another number ${line.phoneNumberId}: correct "phoneNumberId" in settings/${stage}.json, and deploy.`,
      fr: `AWS appelle ${line.phoneNumberId} un autre numéro\u00a0: corrigez "phoneNumberId" dans settings/${stage}.json, et déployez.`,
    })
  if (linked.account.registrationStatus !== 'COMPLETE')
    throw new Refusal({
      en: `The WhatsApp Business account of ${line.number} is not registered completely: finish it in the End User Messaging console.`,
      fr: `L’inscription du compte WhatsApp Business de ${line.number} n’est pas terminée\u00a0: finissez-la dans la console End User Messaging.`,
    })
  return linked
}

const question = ({ number }: WhatsAppLine, linked: LinkedNumber, topicArn: string): Translated => {
  const others = destinationsOf(linked).filter((arn) => arn !== topicArn)
  const asked = {
    en: `Have all that happens to the WhatsApp account of ${number} sent here, and protect the table from being deleted?`,
    fr: `Faire arriver ici tout ce qui arrive au compte WhatsApp de ${number}, et protéger la table de la suppression\u202f?`,
  }
  if (others.length === 0) return asked
  const lost = {
    en: `The events of its account go to ${others.join(' and ')} now, and will no longer.`,
    fr: `Les événements de son compte vont maintenant à ${others.join(' et ')}, et n’iront plus.`,
  }
  return joined([lost, asked], same(' '))
}
