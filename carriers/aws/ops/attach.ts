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
import { Refusal } from '../../../settings/refusal.ts'
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
    return context.report(
      { number, isLine, topicArn: null, unanswered: [] },
      () => `${number} is protected. It is a simulator: nobody can text it, and it texts AWS's simulator numbers only.`,
    )
  const unanswered = await findUnanswered(context, deployment, found)
  context.report({ number, isLine, topicArn: deployment.outputs.InboundTopicArn, unanswered }, () =>
    [
      isLine
        ? `${number} is attached. Text it, from a phone that you can spare for a day.`
        : `${number} is attached, but it is no line of the settings that are deployed: its texts get silence until it is.`,
      ...(unanswered.length === 0
        ? []
        : [`It answers phones of its own country only: those of ${unanswered.join(', ')} may never get a reply.`]),
    ].join(' '),
  )
}

const findNumber = async (deployment: Deployment, number: string): Promise<Found> => {
  const found = (await readNumbers(deployment)).find(({ PhoneNumber }) => PhoneNumber === number)
  if (found?.PhoneNumberArn === undefined)
    throw new Refusal(
      `The account has no number ${number} in ${deployment.settings.region}: doctor shows those that it has; a line of another carrier needs its "carrier" in settings.`,
    )
  if (found.Status !== 'ACTIVE')
    throw new Refusal(`The number ${number} is ${found.Status}, and can only be attached when it is ACTIVE.`)
  return { ...found, PhoneNumberArn: found.PhoneNumberArn }
}

const question = (number: string, found: Found, { outputs, lineNumbers }: Deployment): string => {
  const { TwoWayEnabled, TwoWayChannelArn = '' } = found
  return [
    ...(TwoWayEnabled === true && TwoWayChannelArn !== outputs.InboundTopicArn
      ? [`What ${number} receives goes to ${TwoWayChannelArn} now.`]
      : []),
    ...(lineNumbers.includes(number) ? [] : ['It is no line of the settings that are deployed.']),
    isSimulator(found)
      ? `${number} is a simulator, which nobody texts. Protect it and the table from being deleted?`
      : `Have what ${number} receives sent here, and protect it and the table from being deleted?`,
  ].join(' ')
}

/** Throws a `Refusal` if a missing id is why AWS denied access: the installer's policy allows numbers by id. */
const explainRefusal = (error: unknown, number: string, found: Found, { settings, stage }: Deployment): never => {
  const line = settings.lines.find((one) => one.number === number)
  const isDenied = error instanceof AccessDeniedException && reasonIn(error) === undefined
  if (!isDenied || line === undefined || line.phoneNumberId !== undefined) throw error
  throw new Refusal(
    `You may not attach ${number}: whoever has the installer's policy may, once settings/${stage}.json say "phoneNumberId": "${found.PhoneNumberId}" beside it and are deployed; an administrator may now.`,
  )
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
    tell(`AWS did not say whether the number may text abroad. ${explanation.sentence.en}`)
    return false
  }
}
