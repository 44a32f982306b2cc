import type { Settings } from '../settings/schema.ts'
import type { OperatorLanguage, Translated } from '../settings/values.ts'
import { type CarrierName, carriersOf } from '../shared/rules/carriers.ts'
import type { Language } from '../shared/rules/messages.ts'
import type { Check } from './checks/check.ts'
import type { CommandContext } from './command-context.ts'
import type { Deployment, StageAccess } from './deployment.ts'
import type { Rehearsal } from './rehearsal/rehearsal.ts'

type DeployedFunction = { readonly name: string; readonly functionName: string; readonly logGroupName: string }

/** What the command status shows about a carrier: rows of the screen, and fields of the JSON output. */
export type CarrierStatus = {
  readonly rows: readonly (readonly [what: string, say: string])[]
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
}

/** What a carrier has cost, and who is paid. */
export type Estimate = { readonly to: string; readonly what: Translated; readonly usd: number }

/** What its lines add at most to a month, in USD (AWS price pages). */
type MonthlyUsd = { readonly [item in 'metrics' | 'alarms' | 'secrets']?: number }

/** What cards say about a number that isn't like a person's. */
export type CardRemark = {
  /** The network, if it answers on one only. It stands under the number, and in the name of the contact. */
  readonly network?: string
  /** The name by which it is found there, without the @. It stands under the number, too. */
  readonly username?: string | undefined
  /** What to know before giving it out: stands beside the number in the file for phones. */
  readonly warning: Readonly<Record<Language, string>>
  /** What else is special about the number: may stand further away. */
  readonly besides?: Readonly<Record<Language, string>>
}

/** What the command line does for the lines of a carrier. */
export type CarrierOperations = {
  /** Routes the texts of a number to the stage, and lets its replies go out by it. Can be repeated. */
  readonly attach: (context: CommandContext, deployment: Deployment, number: string) => Promise<void>
  /** The checks that doctor makes of the account, whether the stage is deployed or not. */
  readonly checksOfAccount?: (access: StageAccess) => readonly Promise<readonly Check[]>[]
  /** The checks that doctor makes in place of `checks` as long as the stage is not deployed. */
  readonly checksBeforehand?: (access: StageAccess) => readonly Promise<readonly Check[]>[]
  /** The checks of doctor if a line has this carrier. They run concurrently, and `tell` if they take long. */
  readonly checks: (deployment: Deployment, tell: CommandContext['tell']) => readonly Promise<readonly Check[]>[]
  /** The concurrent executions that its own functions need besides those that settings reserve, and a remark on it. */
  readonly concurrency?: (
    access: StageAccess,
  ) => { readonly processes: number; readonly remark?: Translated } | undefined
  /** Its own functions in a deployment. There are none if the stack was deployed without them. */
  readonly functions?: (deployment: Deployment) => readonly DeployedFunction[]
  /** Called even if no line of the stage has the carrier, so that the JSON output has the same fields in each stage. */
  readonly status?: (deployment: Deployment, language: OperatorLanguage) => Promise<CarrierStatus>
  /** The messages that came to a topic of its own since `from`. Left out if texts come to that of the stage. */
  readonly received?: (deployment: Deployment, from: number, periodMs: number) => Promise<number>
  readonly monthlyUsd?: MonthlyUsd
  /** What the carrier has cost since `from` (in milliseconds), as far as that is counted apart from SMS. */
  readonly estimates?: (deployment: Deployment, from: number) => Promise<readonly Estimate[]>
  readonly costRemarks?: (settings: Settings) => readonly Translated[]
  /** A rehearsal that the carrier's simulators play, if they can text the stage, and what a stage needs for that. */
  readonly simulators?: { readonly need: string; readonly rehearsal: (deployment: Deployment) => Rehearsal | undefined }
  /** What a dead letter from a topic of the carrier's own is to the sender with this number, if about them. */
  readonly deadLetterKind?: (message: unknown, number: string) => 'texts' | 'reports' | undefined
  /** What a reason why the carrier or a line can't send means, and what to do; undefined for reasons of others. */
  readonly wordsFor: (reason: string) => Translated | undefined
  /** What cards say about a line's number that only this carrier has, if it isn't like any other number. */
  readonly cardRemark?: (line: Partial<Settings['lines'][number]>) => CardRemark
}

export type Operations = Readonly<Record<CarrierName, CarrierOperations>>

/** Said by a carrier whose texts AWS doesn't bill, of a stage with lines of AWS. */
export const pricedForAll: Translated = {
  en: 'Texts received are counted, and priced, for all lines.',
  fr: 'Les SMS reçus sont comptés, et évalués, pour toutes les lignes.',
}

/** Said of a line whose functions have to read a secret anew. */
export const knownSoon: Translated = {
  en: 'Functions that run know it within five minutes. Then text it, from a phone that you can spare for a day.',
  fr: 'Les fonctions en cours le savent d’ici cinq minutes. Puis écrivez-lui, d’un téléphone dont vous pouvez vous passer un jour.',
}

/** The deployed functions: the two that every stage has, and its carriers' own. */
export const functionsOf = (operations: Operations, deployment: Deployment): readonly DeployedFunction[] => {
  const { ReceiveSmsFunctionName, ReceiveSmsLogGroupName, SendReplyFunctionName, SendReplyLogGroupName } =
    deployment.outputs
  return [
    { name: 'receive-sms', functionName: ReceiveSmsFunctionName, logGroupName: ReceiveSmsLogGroupName },
    { name: 'send-reply', functionName: SendReplyFunctionName, logGroupName: SendReplyLogGroupName },
    ...operationsOf(operations, deployment).flatMap(({ functions }) => functions?.(deployment) ?? []),
  ]
}

/** The operations of the carriers that a stage has lines of. */
export const operationsOf = (operations: Operations, { settings }: Pick<StageAccess, 'settings'>) =>
  carriersOf(settings).map((carrier) => operations[carrier])
