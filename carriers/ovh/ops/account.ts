import * as z from 'zod/mini'
import { type Deployment, outputsOf, type StageAccess } from '../../../ops/deployment.ts'
import { accountPath, numberPath, type OvhKey, OvhRefusal, readOvh } from '../api.ts'
import { accessOf, inWords, keysPath, type Rule } from './keys.ts'

/** What is read of an SMS account (OVH's schema, `sms.Account`), whose numbers share credits and templates. */
const account = z.object({
  status: z.string(),
  creditsLeft: z.number(),
  automaticRecreditAmount: z.nullish(z.number()),
  templates: z.optional(z.looseObject({ time2chatAutomaticResponse: z.nullish(z.string()) })),
})
/** A key (OVH's schema, `api.Credential`). */
const credential = z.object({ status: z.string(), rules: z.array(z.object({ method: z.string(), path: z.string() })) })

/** Rules in one order, since OVHcloud may tell them in another. */
const sorted = (rules: readonly { readonly method: string; readonly path: string }[]): string =>
  rules
    .map(({ method, path }) => `${method} ${path}`)
    .toSorted()
    .join()

export type OvhAccount = Readonly<z.infer<typeof account>>

/** Opens the SMS account with a key of a person. Throws a `Refusal` if OVHcloud refuses, or can't be reached. */
export const openAccount = (access: StageAccess, key: OvhKey) => {
  const { serviceName = '' } = access.settings.ovh
  const ovh = accessOf(access, key)
  const answerPath = (number: string) => `${numberPath(serviceName, number)}/time2chat/autoResponse`
  const put = (path: string, body: object) => unlessRefused(readOvh(ovh, { method: 'PUT', path, body }, z.unknown()))
  return {
    read: (): Promise<OvhAccount> => inWords(readOvh(ovh, { method: 'GET', path: accountPath(serviceName) }, account)),

    numbers: (): Promise<readonly string[]> =>
      inWords(readOvh(ovh, { method: 'GET', path: `${accountPath(serviceName)}/virtualNumbers` }, z.array(z.string()))),

    /** OVHcloud's own answer for a number, as the control panel edits it (ovh/manager, telecom-sms.service.js). */
    answerOf: async (number: string): Promise<string> => {
      const answer = z.object({ autoResponse: z.nullish(z.string()) })
      const found = await unlessRefused(readOvh(ovh, { method: 'GET', path: answerPath(number) }, answer))
      return found?.autoResponse ?? ''
    },

    /** Changes the answers that OVHcloud sends by itself. Returns whether they are so now. */
    changeAnswer: async (number: string, words: string): Promise<boolean> => {
      const { templates } = await openAccount(access, key).read()
      // Whether OVHcloud merges templates isn't documented, so all of them are sent.
      await put(accountPath(serviceName), { templates: { ...templates, time2chatAutomaticResponse: words } })
      await put(answerPath(number), { autoResponse: words })
      const answers = await readAnswers(openAccount(access, key), number)
      return answers.every((answer) => answer === words || answer === '')
    },

    /** The ids of valid keys that may do exactly what one of these lists says, of whatever application. */
    keysThatMay: async (...lists: readonly (readonly Rule[])[]): Promise<readonly number[]> => {
      const wanted = lists.map(sorted)
      const ids = await inWords(readOvh(ovh, { method: 'GET', path: keysPath }, z.array(z.int())))
      const found: number[] = []
      for (const id of ids) {
        const one = await unlessRefused(readOvh(ovh, { method: 'GET', path: `${keysPath}/${id}` }, credential))
        if (one?.status === 'validated' && wanted.includes(sorted(one.rules))) found.push(id)
      }
      return found
    },

    revoke: async (id: number): Promise<void> => {
      await unlessRefused(readOvh(ovh, { method: 'DELETE', path: `${keysPath}/${id}` }, z.unknown()))
    },

    close: async (): Promise<void> => {
      await unlessRefused(readOvh(ovh, { method: 'POST', path: '/auth/logout' }, z.unknown()))
    },
  }
}

/** What OVHcloud sends by itself: the answer of the account, and that of the number. Empty ones are not sent. */
export const readAnswers = async (
  { read, answerOf }: Pick<ReturnType<typeof openAccount>, 'read' | 'answerOf'>,
  number: string,
): Promise<readonly string[]> => {
  const [{ templates }, ofNumber] = await Promise.all([read(), answerOf(number)])
  return [templates?.time2chatAutomaticResponse ?? '', ofNumber]
}

/** Undefined if OVHcloud refuses, for it may not have what is asked for. Throws a `Refusal` if it can't be asked. */
const unlessRefused = <T>(answer: Promise<T>): Promise<T | undefined> =>
  inWords(
    answer.catch((error: unknown) => {
      if (!(error instanceof OvhRefusal)) throw error
      return undefined
    }),
  )

/** Whether a number is in a list of OVHcloud's, however that writes it, which isn't documented. */
export const isListed = (numbers: readonly string[], number: string): boolean =>
  numbers.some((listed) => listed.replace(/\D/g, '').replace(/^00/, '') === number.slice(1))

export const secretsOf = (deployment: Deployment) =>
  outputsOf(deployment, { functions: 'OvhFunctionsKeyArn', people: 'OvhPeoplesKeyArn' })
