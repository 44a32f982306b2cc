import { z } from 'zod'
import { operatorConnectTimeoutMs } from '../../../ops/clients.ts'
import type { CommandContext } from '../../../ops/command-context.ts'
import type { StageAccess } from '../../../ops/deployment.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { Translated } from '../../../settings/values.ts'
import { requestOnce } from '../../../shared/adapters/http.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { minute, second } from '../../../shared/rules/timing.ts'
import { accountPath, type OvhKey, type OvhMethod, OvhRefusal, ovhUrl, readOvh } from '../api.ts'

/** What a key may do. An asterisk stands for any characters (OVH's guide "First Steps with the OVHcloud APIs"). */
export type Rule = { readonly method: OvhMethod; readonly path: string }

/** The keys that applications have to the account (OVH's schema, me.json, api.Credential). */
export const keysPath = '/me/api/credential'

/** Whether the schema's `/auth` needs rules isn't documented, so each key asks for them. */
const aboutItself: readonly Rule[] = [{ method: 'GET', path: '/auth/currentCredential' }]

/** The functions read texts and reports, delete them, send, and read the credits. They can't change the account. */
export const functionsRules = (serviceName: string): readonly Rule[] => [
  { method: 'GET', path: accountPath(serviceName) },
  ...(['GET', 'POST', 'DELETE'] as const).map((method) => ({
    method,
    path: `${accountPath(serviceName)}/virtualNumbers/*`,
  })),
  ...aboutItself,
]

/** People read the account, and neither texts nor numbers of anybody. */
export const peoplesRules = (serviceName: string): readonly Rule[] => [
  { method: 'GET', path: accountPath(serviceName) },
  { method: 'GET', path: `${accountPath(serviceName)}/virtualNumbers` },
  ...aboutItself,
]

/** `attach` also changes OVHcloud's own answer, revokes the keys that it replaces, and ends its own. */
export const attachRules = (serviceName: string): readonly Rule[] => [
  ...peoplesRules(serviceName),
  { method: 'PUT', path: accountPath(serviceName) },
  ...(['GET', 'PUT'] as const).map((method) => ({
    method,
    path: `${accountPath(serviceName)}/virtualNumbers/*/time2chat/*`,
  })),
  { method: 'GET', path: keysPath },
  ...(['GET', 'DELETE'] as const).map((method) => ({ method, path: `${keysPath}/*` })),
  { method: 'POST', path: '/auth/logout' },
]

/** The address of OVHcloud's API: that of npm start, or OVHcloud's. */
const urlOf = ({ local, localEndpoint }: StageAccess): string => (local ? `${localEndpoint()}/ovh/1.0` : ovhUrl)

export const accessOf = (access: StageAccess, key: OvhKey) => ({
  url: urlOf(access),
  key,
  now: access.now,
  ...operatorTimeouts,
})

const operatorTimeouts = { connectMs: operatorConnectTimeoutMs, timeoutMs: 10 * second }

/** The keys of an application, which somebody has registered with OVHcloud. Throws a `Refusal` if they aren't given. */
export const applicationOf = ({ variable }: StageAccess): Omit<OvhKey, 'consumerKey'> => {
  const applicationKey = variable('OVH_APPLICATION_KEY')?.trim() ?? ''
  const applicationSecret = variable('OVH_APPLICATION_SECRET')?.trim() ?? ''
  if (/^[!-~]+$/.test(applicationKey) && applicationSecret !== '') return { applicationKey, applicationSecret }
  const hand =
    'read -rs OVH_APPLICATION_KEY OVH_APPLICATION_SECRET && export OVH_APPLICATION_KEY OVH_APPLICATION_SECRET'
  throw new Refusal({
    en: `Which application of OVHcloud? Register one at https://eu.api.ovh.com/createApp, and hand its keys on with ${hand}, which keeps them out of the shell's history.`,
    fr: `Quelle application d’OVHcloud\u202f? Enregistrez-en une sur https://eu.api.ovh.com/createApp, et donnez ses clés avec ${hand}, qui les tient hors de l’historique du shell.`,
  })
}

/** Thrown when OVHcloud refuses a key. */
export class KeyRefused extends Refusal {}

/** Throws a `Refusal` in place of any error of a request to OVHcloud. */
export const inWords = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof OvhRefusal))
      throw new Refusal({
        en: "OVHcloud can't be asked: see that you are connected, and try again.",
        fr: 'OVHcloud ne peut pas être interrogé\u00a0: voyez si vous êtes en ligne, et réessayez.',
      })
    if (error.status === 401 || error.status === 403)
      throw new KeyRefused({
        en: 'OVHcloud refuses the key: it has expired or was withdrawn, so attach the line anew.',
        fr: 'OVHcloud refuse la clé\u00a0: elle a expiré ou a été retirée, donc rattachez la ligne.',
      })
    if (error.status === 404)
      throw new Refusal({
        en: 'OVHcloud knows no SMS account with the name in settings, "ovh", "serviceName", or not with this key.',
        fr: 'OVHcloud ne connaît pas de compte SMS au nom des réglages ("ovh", "serviceName"), ou pas avec cette clé.',
      })
    throw new Refusal({
      en: `OVHcloud answered with the status ${error.status}: see that the clock of this machine is right, and try again.`,
      fr: `OVHcloud a répondu avec le statut ${error.status}\u00a0: voyez si l’horloge de cette machine est juste, et réessayez.`,
    })
  }
}

const asked = z.object({ consumerKey: z.string(), validationUrl: z.string() })

const current = z.object({ status: z.string(), expiration: z.string().nullish() })

const patienceMs = 10 * minute
const pauseMs = 3 * second

/** Asks OVHcloud for a key, which somebody confirms in a browser (OVH's schema, 1.0/auth.json) within ten minutes. */
export const requestKey = async (
  context: CommandContext,
  access: StageAccess,
  rules: readonly Rule[],
  whose: Translated,
  isKept: boolean,
): Promise<OvhKey> => {
  const application = applicationOf(access)
  const { consumerKey, validationUrl } = await ask(access, application.applicationKey, rules)
  const confirm = isKept
    ? { en: 'choose the validity "Unlimited", and confirm', fr: 'choisissez la validité "Unlimited", et confirmez' }
    : { en: 'and confirm', fr: 'et confirmez' }
  context.tell({
    en: `The key ${whose.en}: open ${validationUrl}, log in, ${confirm.en}.`,
    fr: `La clé ${whose.fr}\u00a0: ouvrez ${validationUrl}, connectez-vous, ${confirm.fr}.`,
  })
  const key = { ...application, consumerKey }
  for (let waited = 0; waited < patienceMs; waited += pauseMs) {
    if (waited > 0) await access.wait(pauseMs)
    const { status, expiration } = await inWords(readOvh(accessOf(access, key), currentKey, current).catch(pending))
    if (status !== 'validated') continue
    if (isKept && expiration != null)
      throw new Refusal({
        en: `The key ${whose.en} would expire on ${expiration.slice(0, 10)}, and the number with it: try again, and choose the validity "Unlimited" on OVHcloud's page.`,
        fr: `La clé ${whose.fr} expirerait le ${expiration.slice(0, 10)}, et le numéro avec elle\u00a0: réessayez, et choisissez la validité "Unlimited" sur la page d’OVHcloud.`,
      })
    return key
  }
  throw new Refusal({
    en: `Nobody has confirmed the key ${whose.en} for ten minutes: try again.`,
    fr: `En dix minutes, personne n’a confirmé la clé ${whose.fr}\u00a0: réessayez.`,
  })
}

const currentKey = { method: 'GET', path: '/auth/currentCredential' } as const

/** A key that isn't confirmed yet is refused. */
const pending = (error: unknown): z.infer<typeof current> => {
  if (error instanceof OvhRefusal && [401, 403].includes(error.status)) return { status: 'pendingValidation' }
  throw error
}

const ask = async (access: StageAccess, applicationKey: string, accessRules: readonly Rule[]) => {
  const { status, body } = await inWords(askForKey(access, applicationKey, accessRules))
  const { data } = asked.safeParse(parseJson(body))
  if (status < 200 || status > 299 || data === undefined)
    throw new Refusal({
      en: `OVHcloud gives no key, with the status ${status}: see that OVH_APPLICATION_KEY is that of your application.`,
      fr: `OVHcloud ne donne pas de clé, avec le statut ${status}\u00a0: voyez si OVH_APPLICATION_KEY est celle de votre application.`,
    })
  return data
}

const askForKey = async (access: StageAccess, applicationKey: string, accessRules: readonly Rule[]) => {
  const { status, readBody } = await requestOnce(
    {
      method: 'POST',
      url: `${urlOf(access)}/auth/credential`,
      headers: { 'x-ovh-application': applicationKey },
      body: JSON.stringify({ accessRules }),
    },
    operatorTimeouts,
  )
  return { status, body: await readBody() }
}
