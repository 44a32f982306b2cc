import { GetTopicAttributesCommand } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { statementsIn } from '../../settings/outputs.ts'
import type { Translated } from '../../settings/values.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { type Deployment, forAdministrator } from '../deployment.ts'
import { inEach, joined } from '../words.ts'
import { type Check, tried, undeployed, unsure, verdict } from './check.ts'

/** Checks that nobody has changed who may publish to the topics and queues: what may not come in is lost silently. */
export const checkPolicies = async (deployment: Deployment): Promise<readonly Check[]> => {
  const deployed = Map.groupBy(statementsIn(deployment.outputOf), ({ Resource }) => Resource)
  if (deployed.size === 0) return [unsure({ en: 'Policies', fr: 'Politiques' }, undeployed)]
  const checks = [...deployed].map(([arn, statements]) => {
    const [name = ''] = /[A-Z][A-Za-z]+(?=[0-9A-F]{8}|$)/.exec(arn.slice(arn.indexOf(deployment.stackName))) ?? []
    const [, , service] = arn.split(':')
    const what = {
      what: { en: `Policy of ${name}`, fr: `Politique de ${name}` },
      id: service === 'sns' ? 'Policy of a topic' : 'Policy of a queue',
    }
    return tried(what, async () => {
      const place = placeOf(deployment, arn)
      const changes = changesIn(await place.read(), statements)
      const [changed, undo] = [joined(changes), forAdministrator(place.write(policyOf(statements)))]
      const bad = {
        en: `${changed.en}, so what should come may be lost, or others may send: ${undo.en}`,
        fr: `${changed.fr}, donc ce qui devrait venir se perd peut-être, ou d’autres peuvent envoyer\u00a0: ${undo.fr}`,
      }
      return [verdict(what, changes.length === 0, asDeployed, bad)]
    })
  })
  return (await Promise.all(checks)).flat()
}

export const asDeployed: Translated = { en: 'as it was deployed', fr: 'comme au déploiement' }

/**
 * How the policy of a topic or a queue is read, and the line that writes it. CloudFormation can't put it back: it has
 * no drift of a TopicPolicy, which it can't read (guide, drift-aware change sets; read 2026-12-01).
 */
const placeOf = ({ aws, settings: { region }, outputs }: Deployment, arn: string) => {
  const name = arn.split(':').at(-1)
  const url = Object.values(outputs).find((one) => one.endsWith(`/${name}`))
  if (url === undefined)
    return {
      read: async () => (await aws.sns.send(new GetTopicAttributesCommand({ TopicArn: arn }))).Attributes?.['Policy'],
      write: (policy: string) =>
        `aws sns set-topic-attributes --region ${region} --topic-arn ${arn} --attribute-name Policy --attribute-value '${policy}'`,
    }
  const question = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['Policy'] })
  return {
    read: async () => (await aws.sqs.send(question)).Attributes?.Policy,
    write: (Policy: string) =>
      `aws sqs set-queue-attributes --region ${region} --queue-url ${url} --attributes '${JSON.stringify({ Policy })}'`,
  }
}

const policyOf = (Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement })

type Statement = { readonly [name: string]: unknown }
const policySchema = z.object({ Statement: z.array(z.looseObject({})) })

/** Says what a policy lacks, and has besides, of the statements that were deployed. Empty if it is the same. */
export const changesIn = (policy: string | undefined, deployed: readonly Statement[]): readonly Translated[] => {
  const { data } = policySchema.safeParse(parseJson(policy ?? ''))
  if (data === undefined)
    return [{ en: 'there is none, or none that can be read', fr: 'il n’y en a pas, ou elle est illisible' }]
  const [wanted, found] = [deployed, data.Statement].map((all) => new Map(all.map((one) => [canonical(one), one])))
  const without = (some: typeof wanted, others: typeof wanted) =>
    [...(some ?? [])].flatMap(([key, one]) => (others?.has(key) ? [] : [said(one)]))
  return [
    ...without(wanted, found).map(({ en, fr }) => ({ en: `it lacks "${en}"`, fr: `il y manque "${fr}"` })),
    ...without(found, wanted).map(({ en, fr }) => ({ en: `it has "${en}"`, fr: `il y a "${fr}"` })),
  ]
}

/** Puts a statement, or an attribute, in one spelling: AWS may order lists, or make one of a single value. */
export const canonical = (statement: unknown): string => {
  const spelled = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.length === 1 ? spelled(part[0]) : part.map(spelled).sort()
    if (typeof part !== 'object' || part === null) return String(part)
    const entries = Object.entries(part).filter(([name]) => name !== 'Sid')
    // Anybody is written in two ways (IAM user guide, policy elements, Principal).
    if (entries.length === 1 && entries[0]?.[0] === 'AWS' && spelled(entries[0][1]) === '*') return '*'
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, spelled(of)]))
  }
  return JSON.stringify(spelled(statement))
}

/** A statement as people read it, such as `Allow sns.amazonaws.com sqs:SendMessage if …`. */
const said = (statement: Statement): Translated => {
  const { Effect, Principal, Action, Condition, Sid: _, Resource: __, ...others } = statement
  const conditions = Object.values(Condition ?? {}).flatMap((keys: object) =>
    Object.entries(keys).map(([key, value]) => ({ en: `${key} is ${value}`, fr: `${key} vaut ${value}` })),
  )
  const who = typeof Principal === 'object' && Principal !== null ? Object.values(Principal).join() : Principal
  const more = Object.keys(others).length === 0 ? '' : ` ${JSON.stringify(others).replaceAll('"', '')}`
  const ifs = joined(conditions, { en: ' and ', fr: ' et ' })
  const on = conditions.length === 0 ? { en: '', fr: '' } : { en: ` if ${ifs.en}`, fr: ` si ${ifs.fr}` }
  return inEach((language) => `${Effect} ${who} ${Action}${on[language]}${more}`)
}
