import { CloudWatchClient, type GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import type { CarrierOperations } from '../../ops/carrier.ts'
import type { CommandContext } from '../../ops/command-context.ts'
import type { Deployment } from '../../ops/deployment.ts'
import type { Settings } from '../../settings/schema.ts'
import type { Translated } from '../../settings/values.ts'

/** What a stage without a cloud has: outputs of its stack, secrets by their ARNs, and clients of other services. */
type Deployed = {
  readonly outputs: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, unknown>>
  readonly aws?: object
  readonly more?: Partial<Deployment>
}

/** A deployed stage whose secrets are here. `written` has the ARNs of those that were written. */
export const deployedAs = (settings: Settings, { outputs, secrets: given = {}, aws = {}, more }: Deployed) => {
  const secrets: Record<string, unknown> = { ...given }
  const written: string[] = []
  const pepper = 'pepper'
  const send = async ({ input }: { readonly input: { readonly SecretId: string; readonly SecretString?: string } }) => {
    const { SecretId, SecretString } = input
    if (SecretId === pepper) return { SecretString: pepper }
    if (SecretString !== undefined) {
      secrets[SecretId] = JSON.parse(SecretString)
      written.push(SecretId)
    }
    return { SecretString: JSON.stringify(secrets[SecretId]) }
  }
  const isProtected = async () => ({ Table: { DeletionProtectionEnabled: true } })
  const deployment: unknown = {
    settings,
    stage: 'example',
    stackName: 'AntiRelou-example',
    lineNumbers: settings.lines.map(({ number }) => number),
    outputs: { TableName: 'table', PepperSecretArn: pepper },
    outputOf: (name: string) => outputs[name],
    variable: () => undefined,
    download: async () => Promise.reject(new Error('There is no network')),
    now: Date.now,
    wait: async () => {},
    aws: { secretsManager: { send }, dynamodb: { send: isProtected }, ...aws },
    ...more,
  }
  return { secrets, written, deployment: deployment as Deployment }
}

/** CloudWatch with one value of each metric. */
export const cloudWatchWith = (measured: (metric: string, stat: string, i: number) => number) =>
  Object.assign(new CloudWatchClient({ region: 'eu-west-3' }), {
    send: async ({ input: { MetricDataQueries = [] } }: GetMetricDataCommand) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }, i) => {
        const { Metric, Stat = '' } = MetricStat ?? {}
        return { Id, Timestamps: [new Date()], Values: [measured(Metric?.MetricName ?? '', Stat, i)] }
      }),
    }),
  })

/** The sentence with which something is refused, or `none`. */
export const complaintOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: Error) => error.message,
  )

/** Attaches a line while somebody reads what is told, and says yes or no. Returns what was asked, told and reported. */
export const attached = async (
  attach: CarrierOperations['attach'],
  deployment: Deployment,
  line: string,
  says: 'yes' | 'no' = 'yes',
  read: (sentence: string) => void = () => {},
) => {
  const said = { asked: '', told: [] as string[], report: '' }
  const context: Partial<CommandContext> = {
    confirm: async (_, question) => {
      said.asked += english(question)
      if (says === 'no') throw new Error('Nothing was changed.')
    },
    tell: (sentence) => {
      said.told.push(english(sentence))
      read(english(sentence))
    },
    report: (found, print) => {
      said.report = english(print(found))
    },
  }
  return { complaint: await complaintOf(attach(context as CommandContext, deployment, line)), ...said }
}

const english = (said: Translated | string): string => (typeof said === 'string' ? said : said.en)
