import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import type { CommandContext } from '../../../ops/command-context.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { protectMemory } from '../../../ops/memory.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { OvhKey } from '../api.ts'
import { readOvhKey } from '../keys.ts'
import { isListed, openAccount, readAnswers, secretsOf } from './account.ts'
import { applicationOf, attachRules, functionsRules, KeyRefused, peoplesRules, requestKey } from './keys.ts'
import { arePollsRefused } from './polls.ts'

/** Says only that the message arrived, since it also reaches people who were answered, blocked or opted out. */
const arrived = 'Votre message est bien arrivé.'

/** Gives the stage its keys of OVHcloud, and has OVHcloud send no answer of its own. Can be repeated. */
export const attachOvh = async (context: CommandContext, deployment: Deployment, number: string): Promise<void> => {
  const { serviceName } = deployment.settings.ovh
  const secrets = secretsOf(deployment)
  if (serviceName === undefined) throw new Error(`${number} is no line at OVHcloud`)
  applicationOf(deployment)
  await context.confirm(
    deployment,
    `Ask OVHcloud for a key to look at ${serviceName}, empty the answer that it sends by itself, give the stack keys to fetch, delete and send texts and to look at the account, revoke those that they replace, and protect its table from being deleted?`,
  )
  const own = await requestKey(context, deployment, attachRules(serviceName), 'of this command, which ends it', false)
  const account = openAccount(deployment, own)
  try {
    if (!isListed(await account.numbers(), number))
      throw new Refusal(
        `OVHcloud has no ${number} among the virtual numbers of ${serviceName}, where this project expects a number of Time2Chat: see that it is ordered, and ask OVHcloud by which part of its API it is reached.`,
      )
    const automaticAnswer = await quieten(context, deployment, account, number)
    await giveKeys(context, deployment, account, secrets)
    await protectMemory(deployment)
    const { creditsLeft } = await account.read()
    context.report({ number, creditsLeft, automaticAnswer }, () =>
      [
        `${number} is attached: the stage fetches its texts every minute, and ${creditsLeft} credits are left.`,
        'Functions that run know it within five minutes. Then text it, from a phone that you can spare for a day.',
        ...(automaticAnswer === ''
          ? []
          : [
              `To whoever gets no answer within a day OVHcloud still sends: ${automaticAnswer} No budget bounds that: keep as many credits as you can spare (docs/time2chat.fr.md).`,
            ]),
      ].join('\n'),
    )
  } finally {
    await account.close()
  }
}

type Account = ReturnType<typeof openAccount>

/** Empties OVHcloud's own answer or, if that is refused, makes it harmless. Returns what is still sent. */
const quieten = async (context: CommandContext, deployment: Deployment, account: Account, number: string) => {
  if ((await readAnswers(account, number)).every((answer) => answer === '')) return ''
  if (await account.changeAnswer(number, '')) return ''
  await context.confirm(
    deployment,
    `OVHcloud does not let its own answer be empty. Have it say only "${arrived}", since it reaches everybody who gets silence, at two credits each?`,
  )
  if (await account.changeAnswer(number, arrived)) return arrived
  throw new Refusal(
    'OVHcloud does not let its own answer be changed: change it in its control panel, and attach again.',
  )
}

/** Asks for the stack's keys, unless it has them and OVHcloud accepts both, and revokes those that they replace. */
const giveKeys = async (
  context: CommandContext,
  deployment: Deployment,
  account: Account,
  secrets: ReturnType<typeof secretsOf>,
): Promise<void> => {
  const kept = await readOvhKey(deployment.aws.secretsManager, secrets.people)
  if (kept !== undefined && (await isAccepted(deployment, kept)) && (await arePollsRefused(deployment)) !== true) return
  const { serviceName = '' } = deployment.settings.ovh
  const [ofFunctions, ofPeople] = [functionsRules(serviceName), peoplesRules(serviceName)]
  const replaced = await account.keysThatMay(ofFunctions, ofPeople)
  const functions = await requestKey(context, deployment, ofFunctions, 'of the functions', true)
  const people = await requestKey(context, deployment, ofPeople, 'of people, for doctor', true)
  for (const [SecretId, key] of [
    [secrets.functions, functions],
    [secrets.people, people],
  ] as const)
    await deployment.aws.secretsManager.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(key) }))
  for (const id of replaced) await account.revoke(id)
}

const isAccepted = async (deployment: Deployment, key: OvhKey): Promise<boolean> => {
  try {
    await openAccount(deployment, key).read()
    return true
  } catch (error) {
    if (error instanceof KeyRefused) return false
    throw error
  }
}
