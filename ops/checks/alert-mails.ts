import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns'

import { hasOnlySimulators } from '../../carriers/aws/settings/lines.ts'
import type { Deployment } from '../deployment.ts'
import { redeploy } from '../lines.ts'
import { type Check, fix, ok } from './check.ts'

/** Checks that the addresses in settings, and no others, get e-mails about alarms. */
export const checkAlertMails = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings, stage, local } = deployment
  const subscribed = await readSubscriptions(deployment)
  const wanted = settings.alertEmails.map(asRead)
  if (wanted.length + subscribed.size === 0) {
    if (local) return [ok('Alarm e-mails', 'none, for npm start shows alarms in its page')]
    return hasOnlySimulators(settings)
      ? [ok('Alarm e-mails', 'nobody gets them, as nobody texts simulators')]
      : [fix('Alarm e-mails', `nobody gets them: add alertEmails to settings/${stage}.json and deploy`)]
  }
  return [...new Set([...wanted, ...subscribed.keys()])].map((address) =>
    judge(`Alarm e-mails to ${address}`, wanted.includes(address), subscribed.get(address), deployment),
  )
}

const judge = (what: string, isWanted: boolean, state: State | undefined, deployment: Deployment): Check => {
  if (!isWanted)
    return fix(
      what,
      `subscribed, but not in settings: add it to alertEmails, or unsubscribe it by the link in its mails`,
    )
  if (state === undefined) return fix(what, `not subscribed: ${redeploy(deployment)}; ${toBeAskedAgain}`)
  return state === 'confirmed'
    ? ok(what, 'confirmed')
    : fix(what, `not confirmed: click the link in the mail from AWS; ${toBeAskedAgain}`)
}

const toBeAskedAgain = 'to have a mail sent again, remove the address, deploy, add it, deploy'

type State = 'confirmed' | 'unconfirmed'

const readSubscriptions = async ({ aws, outputs }: Deployment): Promise<ReadonlyMap<string, State>> => {
  const found = new Map<string, State>()
  const pages = paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn: outputs.AlertTopicArn })
  for await (const { Subscriptions = [] } of pages)
    for (const { Protocol, Endpoint = '', SubscriptionArn = '' } of Subscriptions)
      if (Protocol === 'email')
        found.set(asRead(Endpoint), SubscriptionArn.startsWith('arn:') ? 'confirmed' : 'unconfirmed')
  return found
}

const asRead = (address: string): string => address.toLowerCase()
