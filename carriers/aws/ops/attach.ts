import {
  AccessDeniedException,
  ConflictException,
  type PhoneNumberInformation,
  UpdatePhoneNumberCommand,
  type UpdatePhoneNumberRequest,
  ValidationException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { CommandContext } from '../../../ops/command-context.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { explain, reasonIn } from '../../../ops/explain.ts'
import { protectMemory } from '../../../ops/memory.ts'
import { joined, same } from '../../../ops/words.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { Translated } from '../../../settings/values.ts'
import { isSimulator, readNumbers } from './numbers.ts'

type Found = PhoneNumberInformation & { readonly PhoneNumberArn: string }

/** Routes a number's texts to the stage, and protects it and, first, the table, which can't be replaced. */
export const attachNumber = async (context: CommandContext, deployment: Deployment, number: string): Promise<void> => {
  const found = await findNumber(deployment, number)
  await context.confirm(deployment, question(number, found, deployment))
  await protectMemory(deployment)
  const changes = { ...(!isSimulator(found) && receivingBy(deployment)), DeletionProtectionEnabled: true }
  await update(deployment, found, changes).catch((error) => explainRefusal(error, number, found, deployment))
  const isLine = deployment.lineNumbers.includes(number)
  if (isSimulator(found))
    return context.report({ number, isLine, topicArn: null, unanswered: [] }, () => ({
      en: `${number} is protected. It is a simulator: nobody can text it, and it texts AWS's simulator numbers only.`,
      fr: `${number} est protégé. C’est un simulateur\u00a0: personne ne peut lui écrire, et il n’écrit qu’à ceux d’AWS.`,
    }))
  const unanswered = await findUnanswered(context, deployment, found)
  context.report({ number, isLine, topicArn: deployment.outputs.InboundTopicArn, unanswered }, () => {
    const attached = isLine
      ? {
          en: `${number} is attached. Text it, from a phone that you can spare for a day.`,
          fr: `${number} est rattaché. Écrivez-lui, d’un téléphone dont vous pouvez vous passer un jour.`,
        }
      : {
          en: `${number} is attached, but it is no line of the settings that are deployed: its texts get silence until it is.`,
          fr: `${number} est rattaché, mais n’est pas une ligne des réglages déployés\u00a0: d’ici là, ses SMS restent sans réponse.`,
        }
    const countries = unanswered.join(', ')
    const only = {
      en: `It answers phones of its own country only: those of ${countries} may never get a reply.`,
      fr: `Il ne répond qu’aux téléphones de son pays\u00a0: ceux de ${countries} n’auront peut-être jamais de réponse.`,
    }
    return unanswered.length === 0 ? attached : joined([attached, only], same(' '))
  })
}

const findNumber = async (deployment: Deployment, number: string): Promise<Found> => {
  const found = (await readNumbers(deployment)).find(({ PhoneNumber }) => PhoneNumber === number)
  if (found?.PhoneNumberArn === undefined)
    throw new Refusal({
      en: `The account has no number ${number} in ${deployment.settings.region}: doctor shows those that it has; a line of another carrier needs its "carrier" in settings.`,
      fr: `Le compte n’a pas le numéro ${number} en ${deployment.settings.region}\u00a0: doctor montre ceux qu’il a\u202f; à une ligne d’un autre opérateur, il faut son "carrier" dans les réglages.`,
    })
  if (found.Status !== 'ACTIVE')
    throw new Refusal({
      en: `The number ${number} is ${found.Status}, and can only be attached when it is ACTIVE.`,
      fr: `Le numéro ${number} est ${found.Status}, et ne peut être rattaché que s’il est ACTIVE.`,
    })
  return { ...found, PhoneNumberArn: found.PhoneNumberArn }
}

const question = (number: string, found: Found, { outputs, lineNumbers }: Deployment): Translated => {
  const { TwoWayEnabled, TwoWayChannelArn: arn = '' } = found
  const elsewhere = {
    en: `What ${number} receives goes to ${arn} now.`,
    fr: `Ce que ${number} reçoit va maintenant à ${arn}.`,
  }
  const noLine = {
    en: 'It is no line of the settings that are deployed.',
    fr: 'Ce n’est pas une ligne des réglages déployés.',
  }
  const asked = isSimulator(found)
    ? {
        en: `${number} is a simulator, which nobody texts. Protect it and the table from being deleted?`,
        fr: `${number} est un simulateur, auquel personne n’écrit. Le protéger de la suppression, et la table aussi\u202f?`,
      }
    : {
        en: `Have what ${number} receives sent here, and protect it and the table from being deleted?`,
        fr: `Faire arriver ici ce que reçoit ${number}, et le protéger de la suppression, et la table aussi\u202f?`,
      }
  const isElsewhere = TwoWayEnabled === true && arn !== outputs.InboundTopicArn
  const isLine = lineNumbers.includes(number)
  return joined([...(isElsewhere ? [elsewhere] : []), ...(isLine ? [] : [noLine]), asked], same(' '))
}

/** Throws a `Refusal` if a missing id is why AWS denied access: the installer's policy allows numbers by id. */
const explainRefusal = (error: unknown, number: string, found: Found, { settings, stage }: Deployment): never => {
  const line = settings.lines.find((one) => one.number === number)
  const isDenied = error instanceof AccessDeniedException && reasonIn(error) === undefined
  if (!isDenied || line === undefined || line.phoneNumberId !== undefined) throw error
  throw new Refusal({
    en: `You may not attach ${number}: whoever has the installer's policy may, once settings/${stage}.json say "phoneNumberId": "${found.PhoneNumberId}" beside it and are deployed; an administrator may now.`,
    fr: `Vous n’avez pas le droit de rattacher ${number}\u00a0: un installateur l’aura, une fois que settings/${stage}.json dit à côté "phoneNumberId": "${found.PhoneNumberId}" et est déployé\u202f; un administrateur l’a déjà.`,
  })
}

/** Opt-outs are self-managed, because AWS's own answers to HELP and STOP would be replies outside the budget. */
const receivingBy = ({ outputs }: Deployment) => ({
  TwoWayEnabled: true,
  TwoWayChannelArn: outputs.InboundTopicArn,
  SelfManagedOptOutsEnabled: true,
})

const update = ({ aws }: Deployment, { PhoneNumberArn }: Found, changes: Partial<UpdatePhoneNumberRequest>) =>
  aws.endUserMessaging.send(new UpdatePhoneNumberCommand({ ...changes, PhoneNumberId: PhoneNumberArn }))

/** The countries in settings that a number can't text, after trying to let it text abroad. */
const findUnanswered = async (context: CommandContext, deployment: Deployment, found: Found) => {
  const others = deployment.settings.countries.filter((country) => country !== found.IsoCountryCode)
  return others.length === 0 || (await letTextAbroad(context, deployment, found)) ? [] : others
}

/** Tries to let a number text abroad, as US toll-free ones may (user guide, document history, August 2025). */
const letTextAbroad = async ({ tell }: CommandContext, deployment: Deployment, found: Found): Promise<boolean> => {
  try {
    await update(deployment, found, { InternationalSendingEnabled: true })
    return true
  } catch (error) {
    if (error instanceof ValidationException || error instanceof ConflictException) return false
    const explanation = explain(error)
    if (explanation === undefined) throw error
    const { en, fr } = explanation.sentence
    tell({
      en: `AWS did not say whether the number may text abroad. ${en}`,
      fr: `AWS n’a pas dit si le numéro peut écrire à l’étranger. ${fr}`,
    })
    return false
  }
}
