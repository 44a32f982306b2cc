import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { knownSoon } from '../../../ops/carrier.ts'
import type { CommandContext } from '../../../ops/command-context.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { protectMemory } from '../../../ops/memory.ts'
import { joined, plural, same } from '../../../ops/words.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { Translated } from '../../../settings/values.ts'
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
  await context.confirm(deployment, {
    en: `Ask OVHcloud for a key to look at ${serviceName}, empty the answer that it sends by itself, give the stack keys to fetch, delete and send texts and to look at the account, revoke those that they replace, and protect its table from being deleted?`,
    fr: `Demander à OVHcloud une clé pour consulter ${serviceName}, vider la réponse qu’il envoie de lui-même, donner à la pile des clés pour relever, effacer et envoyer des SMS et pour consulter le compte, révoquer celles qu’elles remplacent, et protéger sa table de la suppression\u202f?`,
  })
  const own = await requestKey(context, deployment, attachRules(serviceName), ofCommand, false)
  const account = openAccount(deployment, own)
  try {
    if (!isListed(await account.numbers(), number))
      throw new Refusal({
        en: `OVHcloud has no ${number} among the virtual numbers of ${serviceName}, where this project expects a number of Time2Chat: see that it is ordered, and ask OVHcloud by which part of its API it is reached.`,
        fr: `OVHcloud n’a pas ${number} parmi les numéros virtuels de ${serviceName}, où ce projet attend un numéro Time2Chat\u00a0: voyez s’il est commandé, et demandez à OVHcloud par quelle partie de son API on l’atteint.`,
      })
    const automaticAnswer = await quieten(context, deployment, account, number)
    await giveKeys(context, deployment, account, secrets)
    await protectMemory(deployment)
    const { creditsLeft } = await account.read()
    context.report({ number, creditsLeft, automaticAnswer }, () => {
      const said: readonly Translated[] = [
        {
          en: `${number} is attached: the stage fetches its texts every minute, and ${creditsLeft} credits are left.`,
          fr: `${number} est rattaché\u00a0: ses SMS sont relevés chaque minute, et il reste ${plural(creditsLeft, 'crédit')}.`,
        },
        knownSoon,
      ]
      const still = {
        en: `To whoever gets no answer within a day OVHcloud still sends: ${automaticAnswer} No budget bounds that: keep as many credits as you can spare (docs/time2chat.fr.md).`,
        fr: `À qui n’a pas de réponse dans la journée, OVHcloud envoie encore\u00a0: ${automaticAnswer} Aucun budget ne borne cela\u00a0: gardez autant de crédits que vous pouvez en perdre (docs/time2chat.fr.md).`,
      }
      return joined(automaticAnswer === '' ? said : [...said, still], same('\n'))
    })
  } finally {
    await account.close()
  }
}

const ofCommand: Translated = {
  en: 'of this command, which ends it',
  fr: 'de cette commande, qui y met fin',
}

const ofDoctor: Translated = { en: 'of people, for doctor', fr: 'des personnes, pour doctor' }

type Account = ReturnType<typeof openAccount>

/** Empties OVHcloud's own answer or, if that is refused, makes it harmless. Returns what is still sent. */
const quieten = async (context: CommandContext, deployment: Deployment, account: Account, number: string) => {
  if ((await readAnswers(account, number)).every((answer) => answer === '')) return ''
  if (await account.changeAnswer(number, '')) return ''
  await context.confirm(deployment, {
    en: `OVHcloud does not let its own answer be empty. Have it say only "${arrived}", since it reaches everybody who gets silence, at two credits each?`,
    fr: `OVHcloud ne laisse pas vider sa propre réponse. Lui faire dire seulement "${arrived}", puisqu’elle va à tous ceux qui restent sans réponse, à deux crédits chacune\u202f?`,
  })
  if (await account.changeAnswer(number, arrived)) return arrived
  throw new Refusal({
    en: 'OVHcloud does not let its own answer be changed: change it in its control panel, and attach again.',
    fr: 'OVHcloud ne laisse pas changer sa propre réponse\u00a0: changez-la dans son espace client, et rattachez.',
  })
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
  const functions = await requestKey(
    context,
    deployment,
    ofFunctions,
    { en: 'of the functions', fr: 'des fonctions' },
    true,
  )
  const people = await requestKey(context, deployment, ofPeople, ofDoctor, true)
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
