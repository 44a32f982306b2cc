import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { carrierNames } from '../shared/rules/carriers.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { nobodyTexts } from './carriers.ts'
import { contradictions } from './contradictions.ts'
import { mistakeInJson } from './json.ts'
import { mistakesIn } from './mistakes.ts'
import { Refusal } from './refusal.ts'
import { type Settings, settingsSchema } from './schema.ts'
import { operatorLanguages } from './values.ts'

/** The settings of a stage, and their file as it is. */
export type SettingsFile = { readonly settings: Settings; readonly text: string }

/** Reads and checks `settings/<stage>.json`. Throws a `Refusal` with one sentence for each of the first mistakes. */
export const readSettingsFile = (stage: string, folder: URL = here): SettingsFile => {
  const text = readText(stage, folder)
  const settings = settingsIn(text, stage)
  refuseSharedWatch(stage, settings, folder)
  return { text, settings }
}

/** Refuses an address that another stage here has, too: the beats of one would hide the silence of the other. */
const refuseSharedWatch = (stage: string, { heartbeatUrl }: Settings, folder: URL): void => {
  const watched = z.object({ heartbeatUrl: z.literal(heartbeatUrl ?? '') })
  const isShared = (other: string) => watched.safeParse(parseJson(findText(other, folder) ?? '')).success
  const twin = stagesIn(folder).find((other) => other !== stage && isShared(other))
  if (twin !== undefined)
    throw new Refusal(
      `${fileOf(stage)}: heartbeatUrl must not be that of ${fileOf(twin)}, whose beats would hide a silence`,
    )
}

export const readSettings = (stage: string, folder: URL = here): Settings => readSettingsFile(stage, folder).settings

/** Checks the text of a stage's settings file, like `readSettings`. */
export const settingsIn = (text: string, stage: string): Settings =>
  checkSettings(parse(text, fileOf(stage)), fileOf(stage))

/** The region in a stage's file here, whatever is wrong with the rest of it. Undefined if there is none. */
export const regionIn = (stage: string, folder: URL = here): string | undefined => {
  const { data } = z.object({ region: z.string() }).safeParse(parseJson(findText(stage, folder) ?? ''))
  return data?.region
}

/** Checks settings in memory. `file`, with which sentences begin, decides which checks apply. */
export const checkSettings = (raw: unknown, file: string): Settings => {
  const schema = schemaFor(file)
  const { data, error } = schema.safeParse(raw)
  if (error === undefined) return data
  throw new Refusal(
    mistakesIn(error, raw)
      .map((sentence) => `${file}: ${sentence}`)
      .join('\n'),
  )
}

const schemaFor = (file: string) => {
  if (localStages.map(fileOf).includes(file)) return consistentSettings
  return shippedStages.map(fileOf).includes(file) ? deployableSettings : ownSettings
}

/** The maintainer's own stage, if there is exactly one. Stages that come with the project don't count. */
export const onlyOwnStage = (folder: URL = here): string | undefined => {
  const own = stagesIn(folder).filter((stage) => !comesWithProject(stage))
  return own.length === 1 ? own[0] : undefined
}

/** Stages that come with the project, to be deployed as they are or to be copied. */
export const shippedStages: readonly string[] = ['example', 'rehearsal']

export const comesWithProject = (stage: string): boolean => [...localStages, ...shippedStages].includes(stage)

/** Whether the number of these lines is nobody's, so that no card may give it out. */
export const isNobodys = (stage: string, lines: Settings['lines']): boolean => {
  const examples = [...localStages, ...shippedStages].flatMap((one) => readSettings(one).lines)
  return (
    comesWithProject(stage) ||
    nobodyTexts({ lines }) ||
    lines.some(({ number }) => number !== undefined && examples.some((example) => example.number === number))
  )
}

/** Gives a stage that comes with the project the operators' language of this machine, unless it has one. */
export const inLanguageOf = (locale: string, stage: string, settings: Settings): Settings => {
  const language = operatorLanguages.find((one) => locale.split('-')[0] === one)
  if (!comesWithProject(stage) || language === undefined) return settings
  return { operatorLanguage: language, ...settings }
}

const fileOf = (stage: string): string => `settings/${stage}.json`

const here = new URL('.', import.meta.url)

const stagesIn = (folder: URL): readonly string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? name.slice(0, -'.json'.length) : []))

/** Stages that run only on this machine, by `npm start`. */
export const localStages: readonly string[] = stagesIn(here).filter((stage) =>
  ['local', ...carrierNames.map((name) => `local-${name}`)].includes(stage),
)

/** The text of `settings/<stage>.json`. Throws a `Refusal` if there is none. */
export const readText = (stage: string, folder: URL = here): string => {
  const text = findText(stage, folder)
  if (text !== undefined) return text
  const stages = stagesIn(folder).join(', ')
  throw new Refusal({
    en: `There is no ${fileOf(stage)}: the stage must be one of ${stages}, or copy settings/example.json.`,
    fr: `Il n’y a pas de ${fileOf(stage)}\u00a0: l’environnement doit être parmi ${stages}\u202f; sinon, copiez settings/example.json.`,
  })
}

/** The text of `settings/<stage>.json`. Undefined if there is none. */
export const findText = (stage: string, folder: URL = here): string | undefined =>
  stagesIn(folder).includes(stage) ? readFileSync(new URL(`${stage}.json`, folder), 'utf8') : undefined

const parse = (given: string, file: string): unknown => {
  // Editors on Windows may begin a file with a byte order mark.
  const json = given.replace(/^\uFEFF/, '')
  const mistake = mistakeInJson(json)
  if (mistake !== undefined) throw new Refusal(`${file} ${mistake}.`)
  return JSON.parse(json)
}

const consistentSettings = settingsSchema.superRefine((settings, context) => {
  for (const [path, message] of contradictions(settings)) context.addIssue({ code: 'custom', path: [...path], message })
})

/** Somebody must be woken by alarms, unless nobody can text the stage. */
const deployableSettings = consistentSettings.refine(
  (settings) => settings.alertEmails.length > 0 || nobodyTexts(settings),
  { path: ['alertEmails'], error: 'must hold at least one e-mail address, which alarms wake' },
)

/** Settings that a maintainer wrote must not have the example's addresses and number, which are nobody's. */
const ownSettings = deployableSettings.superRefine(({ alertEmails, lines, runbookUrl }, context) => {
  const refuse = (path: readonly (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message })
  for (const [i, address] of alertEmails.entries())
    if (address === exampleAddress) refuse(['alertEmails', i], 'must be an address that somebody reads')
  for (const [i, { number }] of lines.entries())
    if (number === exampleNumber) refuse(['lines', i, 'number'], 'must be a number of yours: this is the example')
  if (runbookUrl?.includes('/OWNER/'))
    refuse(['runbookUrl'], 'must be the address of your copy: OWNER stands for its owner')
})

/** The address and the number in settings/example.json, which are nobody's. */
const exampleAddress = 'you@example.org'
const exampleNumber = '+393990000000'

/** The default port of the emulator, for `npm start` and for the command line. */
export const defaultAwsPort = 4566

/** The AWS_PORT that a command needs for an endpoint on another port than the default; otherwise empty. */
export const portBefore = (endpoint: string): string => {
  const { port } = new URL(endpoint)
  return Number(port) === defaultAwsPort ? '' : `AWS_PORT=${port} `
}

/** Parses a port, or returns `usual` if it is not set. Throws a `Refusal` if it is no port. */
export const portOf = (name: string, value: string | undefined, usual: number): number => {
  if (value === undefined || value === '') return usual
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new Refusal(`${name} is ${JSON.stringify(value)}, but it must be a port from 0 to 65535.`)
}
