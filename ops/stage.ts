import { operatorLanguageOf } from '../settings/operators.ts'
import { fileIn, isBrokenIn } from '../settings/outputs.ts'
import { findText, inLanguageOf, readText, regionIn, settingsIn } from '../settings/read.ts'
import { Refusal, UsageError } from '../settings/refusal.ts'
import { type Settings, settingsSchema } from '../settings/schema.ts'
import type { OperatorLanguage, Translated } from '../settings/values.ts'
import { serviceName } from '../shared/rules/telemetry.ts'
import {
  type DeployedStack,
  type Deployment,
  findStack,
  NotDeployed,
  openDeployment,
  type Place,
  remarkOn,
  type StageAccess,
  versionsOf,
} from './deployment.ts'
import type { Machine } from './machine.ts'

/** The name of a command, and the options that say which stage it is about. */
export type StageOptions = {
  readonly command: string
  readonly stage?: string | undefined
  readonly local?: boolean | undefined
  readonly region?: string | undefined
}

/** A stage that is not deployed, and the reason to think so. */
export type FutureStage = StageAccess & { readonly notDeployed: NotDeployed }

/** The stage that a command is about: what is deployed of it, and its file here. */
export const createStage = (machine: Machine, options: () => StageOptions) => {
  const { settingsFolder } = machine
  const isLocal = () => options().local === true
  const stageName = () => stageOf(machine, options())
  const placeIn = (region: string): Place => {
    const { local = false, command } = options()
    const stage = stageName()
    const { localEndpoint, variable, download, now, wait } = machine
    const ofMachine = { localEndpoint, variable, download, now, wait, aws: machine.connect({ region, local }) }
    return { stage, local, region, stackName: serviceName(stage), command, ...ofMachine }
  }
  const settingsOf = (text: string): Settings => {
    const settings = settingsIn(text, stageName())
    return isLocal() ? inLanguageOf(machine.locale, stageName(), settings) : settings
  }
  const file = () => findText(stageName(), settingsFolder)
  let deployed: string | undefined
  const language = (): OperatorLanguage => {
    try {
      return operatorLanguageOf(settingsOf(deployed ?? readText(stageName(), settingsFolder)))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return machine.locale.startsWith('fr') ? 'fr' : 'en'
    }
  }
  const fromFile = (): StageAccess => {
    const settings = settingsOf(readText(stageName(), settingsFolder))
    return { ...placeIn(options().region ?? settings.region), settings }
  }
  const find = async () => {
    const stack = await findStack(placeIn(await regionOf(machine, options())))
    deployed = fileIn(stack.outputOf)
    return stack
  }
  const open = async (found?: DeployedStack): Promise<Deployment> => {
    const stack = found ?? (await find())
    const remark = remarkOn(stack)
    if (remark !== undefined) machine.complain(remark[language()])
    if (isBrokenIn(stack.outputOf)) machine.complain(brokenSettings[language()])
    const text = fileIn(stack.outputOf) ?? readText(stack.stage, settingsFolder)
    try {
      return openDeployment(stack, settingsOf(text), machine.version)
    } catch (error) {
      const versions = versionsOf(stack, machine.version)
      if (!(error instanceof Refusal) || fileIn(stack.outputOf) === undefined || versions === undefined) throw error
      const { stackName } = stack
      throw new Refusal({
        en: `${stackName} was ${versions.en}, which can only pause and resume it: ${error.said.en}`,
        fr: `${stackName} a été ${versions.fr}, qui ne savent que le suspendre et le reprendre\u00a0: ${error.said.fr}`,
      })
    }
  }
  return {
    find,
    open,
    /** The language of the settings that are deployed or, before they are found, of the file here, or the machine. */
    language,
    /** The same as `open` or, if the stage is not deployed, only what its file here says. */
    access: async (): Promise<Deployment | FutureStage> => {
      try {
        return await open()
      } catch (error) {
        if (!(error instanceof NotDeployed) || file() === undefined) throw error
        return { ...fromFile(), notDeployed: error }
      }
    },
    stage: stageName,
    local: isLocal,
    fromFile,
    file,
  }
}

const brokenSettings: Translated = {
  en: "The settings that are deployed can't be read, so only a copy's file counts until it is deployed again.",
  fr: 'Les réglages déployés sont illisibles\u00a0: seul le fichier d’une copie compte, jusqu’au prochain déploiement.',
}

const stageOf = ({ onlyStage }: Machine, { stage, local }: StageOptions): string => {
  const meant = stage ?? (local === true ? 'local' : onlyStage())
  if (meant !== undefined && !/^[a-z0-9-]+$/.test(meant))
    throw new UsageError({
      en: `The stage is ${JSON.stringify(meant)}, but it must be a short name, such as prod.`,
      fr: `L’environnement est ${JSON.stringify(meant)}, mais il lui faut un nom court, comme prod.`,
    })
  if (meant !== undefined) return meant
  throw new UsageError({
    en: 'Which stage? Add --stage <name>, such as --stage prod, or --local for npm start, behind two dashes: npm run ops -- status --local.',
    fr: 'Quel environnement\u202f? Ajoutez --stage <nom>, comme --stage prod, ou --local pour npm start, derrière deux tirets\u00a0: npm run ops -- status --local.',
  })
}

/** The region of the option or, without one, of the stage's file here, or of the profile. */
const regionOf = async (machine: Machine, given: StageOptions): Promise<string> => {
  const stage = stageOf(machine, given)
  const inFile = given.region ?? regionIn(stage, machine.settingsFolder)
  if (given.local === true) return inFile ?? settingsIn(readText(stage, machine.settingsFolder), stage).region
  const region = inFile ?? (await machine.region())
  if (region !== undefined) return region
  throw new UsageError({
    en: `Which region is ${stage} in? Add --region <region>, such as --region eu-west-3, or set AWS_REGION: there is no settings/${stage}.json here that says it.`,
    fr: `Dans quelle région est ${stage}\u202f? Ajoutez --region <région>, comme --region eu-west-3, ou définissez AWS_REGION\u00a0: aucun settings/${stage}.json ici ne la dit.`,
  })
}

/** Throws a `UsageError` unless it is a region of AWS. */
export const parseRegion = (typed: string): string => {
  const { data, error } = settingsSchema.in.shape.region.safeParse(typed)
  if (data === undefined)
    throw new UsageError(`--region is ${JSON.stringify(typed)}, but it ${error?.issues[0]?.message}.`)
  return data
}
