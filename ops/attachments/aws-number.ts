import { type PhoneNumberInformation, UpdatePhoneNumberCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import { Refusal } from '../../settings/refusal.ts'
import type { Deployment } from '../deployment.ts'
import type { Desk } from '../desk.ts'
import { readNumbers } from '../phone-numbers.ts'

type Attached = { readonly number: string; readonly topicArn: string; readonly isLine: boolean }

/** Has what a number of the account receives come to the topic. */
export const attachNumber = async (desk: Desk, deployment: Deployment, number: string): Promise<void> => {
  const found = await findNumber(deployment, number)
  await desk.confirm(deployment, question(number, found, deployment))
  desk.report(await attach(deployment, number, found.PhoneNumberArn), print)
}

const findNumber = async (deployment: Deployment, number: string) => {
  const found = (await readNumbers(deployment)).find(({ PhoneNumber }) => PhoneNumber === number)
  if (found?.PhoneNumberArn === undefined)
    throw new Refusal(
      `The account has no number ${number} in ${deployment.settings.region}: see those that it has with numbers; a line with a SIM needs "carrier": "sim" in settings.`,
    )
  if (found.Status !== 'ACTIVE')
    throw new Refusal(`The number ${number} is ${found.Status}, and can only be attached when it is ACTIVE.`)
  return { ...found, PhoneNumberArn: found.PhoneNumberArn }
}

const question = (
  number: string,
  { TwoWayEnabled, TwoWayChannelArn = '' }: PhoneNumberInformation,
  { outputs, lineNumbers }: Deployment,
): string =>
  [
    ...(TwoWayEnabled === true && TwoWayChannelArn !== outputs.InboundTopicArn
      ? [`What ${number} receives goes to ${TwoWayChannelArn} now.`]
      : []),
    ...(lineNumbers.includes(number) ? [] : ['It is no line of the settings that are deployed.']),
    `Have what ${number} receives sent here, and let it send replies?`,
  ].join(' ')

/** AWS's own answers to HELP and STOP would be unbudgeted replies; and a number texts its own country only unless it is told otherwise. */
const attach = async ({ aws, outputs, lineNumbers }: Deployment, number: string, arn: string): Promise<Attached> => {
  await aws.endUserMessaging.send(
    new UpdatePhoneNumberCommand({
      PhoneNumberId: arn,
      TwoWayEnabled: true,
      TwoWayChannelArn: outputs.InboundTopicArn,
      SelfManagedOptOutsEnabled: true,
      InternationalSendingEnabled: true,
    }),
  )
  return { number, topicArn: outputs.InboundTopicArn, isLine: lineNumbers.includes(number) }
}

const print = ({ number, isLine }: Attached): string =>
  isLine
    ? `${number} is attached. Text it, from a phone that you can spare for a day.`
    : `${number} is attached, but it is no line of the settings that are deployed: its texts get silence until it is.`
