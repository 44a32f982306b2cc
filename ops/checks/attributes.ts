import { DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import { GetFunctionConcurrencyCommand, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { GetSubscriptionAttributesCommand, GetTopicAttributesCommand } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { attributesIn, type Deployed } from '../../settings/outputs.ts'
import type { Translated } from '../../settings/values.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { readSubscriptions } from '../alert-mails.ts'
import { type Deployment, forAdministrator, remedy, undoByHand } from '../deployment.ts'
import { readPepper } from '../memory.ts'
import { joined, same } from '../words.ts'
import { type Check, fix, ok, tried, undeployed, unsure } from './check.ts'
import { canonical } from './policies.ts'

type Attributes = Deployed['is']
type Read = (deployment: Deployment, deployed: Deployed) => Promise<Attributes | undefined>

/** How attributes of each kind of resource are read, by the names that outputs have; undefined if it is gone. */
const kinds: { readonly [kind: string]: Read } = {
  Queue: async ({ aws }, { ref }) => {
    const question = new GetQueueAttributesCommand({ QueueUrl: ref, AttributeNames: ['All'] })
    return inJson((await aws.sqs.send(question)).Attributes)
  },
  Topic: async ({ aws }, { ref: TopicArn }) =>
    inJson((await aws.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes),
  Subscription: async (deployment, { is: { TopicArn, Endpoint } }) => {
    const all = await readSubscriptions(deployment, String(TopicArn))
    const SubscriptionArn = all.find(({ protocol, endpoint }) => protocol === 'sqs' && endpoint === Endpoint)?.arn
    if (SubscriptionArn === undefined) return undefined
    const { aws } = deployment
    const { Attributes } = await aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))
    return { ...inJson(Attributes), SubscriptionArn, Endpoint, TopicArn }
  },
  Function: async ({ aws }, { ref: FunctionName }) => {
    const [configuration, { ReservedConcurrentExecutions }] = await Promise.all([
      aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
      aws.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
    ])
    return { ...configuration, ReservedConcurrentExecutions }
  },
  Environment: ({ aws }, { ref }) => readVariables(aws, ref),
  Table: async ({ aws }, { ref: TableName }) => {
    const { TimeToLiveDescription: found } = await aws.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))
    const Enabled = /^ENABL/.test(found?.TimeToLiveStatus ?? '')
    return { TimeToLiveSpecification: { AttributeName: found?.AttributeName, Enabled } }
  },
  Schedule: async ({ aws }, { ref: Name }) => ({
    ...(await aws.clientOf(SchedulerClient).send(new GetScheduleCommand({ Name }))),
  }),
}

/** Checks that resources have the attributes that they were deployed with. Those of mappings are checked apart. */
export const checkAttributes = async (deployment: Deployment): Promise<readonly Check[]> => {
  const deployed = attributesIn(deployment.outputOf).flatMap((one) => {
    const read = kinds[one.kind]
    return read === undefined ? [] : [{ one, read }]
  })
  if (deployed.length === 0) return [unsure(attributes, undeployed)]
  const checks = deployed.map(({ one, read }) => {
    const parts = one.kind === 'Environment' ? same('Variables') : attributes
    const what = {
      what: { en: `${parts.en} of ${one.name}`, fr: `${parts.fr} de ${one.name}` },
      id: `Attributes: ${one.kind}`,
    }
    return tried(what, async () => {
      const found = await read(deployment, one).catch(unlessGone)
      if (found === undefined) return [fix(what, remedy({ en: 'gone', fr: 'disparu' }, bringBack(one, deployment)))]
      const changes = [...changesOf(found, one.is), ...(await pepperIn(found, deployment))]
      return changes.length === 0 ? [] : [fix(what, remedy(joined(changes), putBack(one, found, deployment)))]
    })
  })
  const troubles = (await Promise.all(checks)).flat()
  const well = deployed.length - troubles.length
  return [
    ...troubles,
    ...(well === 0
      ? []
      : [ok(attributes, { en: `${well} sets of them, as deployed`, fr: `${well} jeux, comme au déploiement` })]),
  ]
}

const attributes: Translated = { en: 'Attributes', fr: 'Attributs' }

/** Says which attributes that were read are not as wanted. Those of an object that are not wanted don't count. */
export const changesOf = (found: Attributes, wanted: Attributes, within = ''): readonly Translated[] =>
  Object.entries(wanted).flatMap(([name, value]) => {
    const is = found[name] ?? null
    if (isObject(value) && isObject(is)) return changesOf(is, value, `${within}${name}.`)
    if (canonical(is) === canonical(value)) return []
    const [now, then] = [shown(is), shown(value)]
    return [
      {
        en: `${within}${name} is ${now ?? 'none'}, not ${then ?? 'none'}`,
        fr: `${within}${name} vaut ${now ?? 'rien'}, et non ${then ?? 'rien'}`,
      },
    ]
  })

/** The pepper that receive-sms has must be that of the secret. Neither is shown. */
const pepperIn = async ({ PEPPER }: Attributes, deployment: Deployment): Promise<readonly Translated[]> =>
  PEPPER === undefined || PEPPER === (await readPepper(deployment))
    ? []
    : [{ en: 'PEPPER is another', fr: 'PEPPER n’est plus le même' }]

const isObject = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: unknown): string | undefined => {
  if (value === null) return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What puts back what CloudFormation doesn't: topics, subscriptions, and properties that the template leaves out. */
const putBack = ({ kind, ref, is }: Deployed, found: Attributes, { region }: Deployment): Translated => {
  const set =
    kind === 'Topic'
      ? `aws sns set-topic-attributes --region ${region} --topic-arn ${ref}`
      : `aws sns set-subscription-attributes --region ${region} --subscription-arn ${found['SubscriptionArn']}`
  const lines = Object.entries(is).flatMap(([name, value]) => {
    if (changesOf(found, { [name]: value }).length === 0) return []
    // An empty filter takes it off (SNS guide, SetSubscriptionAttributes).
    if (kind === 'Subscription' || kind === 'Topic')
      return `${set} --attribute-name ${name} --attribute-value '${shown(value ?? {})}'`
    return name === 'ReservedConcurrentExecutions' && value === null
      ? `aws lambda delete-function-concurrency --region ${region} --function-name ${ref}`
      : []
  })
  return lines.length === 0 ? undoByHand : forAdministrator(lines.join(' && '))
}

const bringBack = (
  { kind, is: { TopicArn, Endpoint, RedrivePolicy } }: Deployed,
  { region }: Deployment,
): Translated =>
  kind === 'Subscription'
    ? forAdministrator(
        `aws sns subscribe --region ${region} --topic-arn ${TopicArn} --protocol sqs --notification-endpoint ${Endpoint} --attributes '${JSON.stringify({ RedrivePolicy: JSON.stringify(RedrivePolicy) })}'`,
      )
    : undoByHand

const unlessGone = (error: unknown): undefined => {
  if (!(error instanceof Error && /NotFound|DoesNotExist|NonExistent/.test(error.name))) throw error
}

/** Attributes of which some are JSON, as SQS and SNS have them. */
const inJson = (attributes: Readonly<Record<string, string | undefined>> = {}): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, text = '']) => [
      name,
      name.endsWith('Policy') ? filled(parseJson(text)) : text,
    ]),
  )

const filled = (policy: unknown): unknown => (isObject(policy) && Object.keys(policy).length === 0 ? null : policy)

/** The variables of a function, which Lambda hides from whoever may not use the key (developer guide, encryption). */
const readVariables = async ({ lambda }: Deployment['aws'], FunctionName: string): Promise<Attributes> => {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))
  const { Error: hidden, Variables = {} } = Environment ?? {}
  if (hidden !== undefined) throw Object.assign(new Error(hidden.Message), { name: hidden.ErrorCode })
  return Variables
}
