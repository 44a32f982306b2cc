import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { loadTools } from '../carriers/tools.ts'
import cdkJson from '../cdk.json' with { type: 'json' }
import { lackingInMails } from '../settings/operators.ts'
import { localStages } from '../settings/read.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import { readVersion } from '../settings/version.ts'
import { carriersOf } from '../shared/rules/carriers.ts'
import type { StageCarrier } from './carrier.ts'
import { AntiRelouStack } from './stack.ts'

const carrierCdk = await loadTools('cdk')

const stageCarriers = (settings: Settings): readonly StageCarrier[] =>
  carriersOf(settings).map((name) => ({ name, ...carrierCdk[name] }))

export type AppOptions = {
  readonly outdir?: string
  readonly file?: string
  /** Whether `synth()` validates the template by CloudFormation's rules, which takes seconds. */
  readonly validates?: boolean
}

/** Creates the app of a stage, whose bundles are built. Throws a `Refusal` for what can't be deployed. */
export const createApp = (stage: string, settings: Settings, options: AppOptions = {}): App => {
  const { outdir, file, validates = false } = options
  // With a hyphen, one stage's name could begin with another's, and policies name alarms and logs by such a beginning.
  if (!/^[a-z0-9]{1,32}$/.test(stage) && !localStages.includes(stage))
    throw new Refusal(`The stage is ${JSON.stringify(stage)}, but it must be a short name: a-z and 0-9.`)
  // Nobody keeps the folder of a test, so the bundles need not be copied there.
  const isKept = validates || outdir !== undefined
  // The command line passes the feature flags of cdk.json; other programs get the same ones from here.
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    autoSynth: false,
    analyticsReporting: false,
    builtinCloudFormationValidation: validates,
    // Validation alone says where in the code something was created.
    stackTraces: validates,
    treeMetadata: validates,
    context: { ...cdkJson.context, ...(!isKept && { 'aws:cdk:disable-asset-staging': true }) },
  })
  new AntiRelouStack(app, stage, { settings, file, version: readVersion(), carriers: stageCarriers(settings) })
  return app
}

/** Regions inside the European Union; London and Zurich are called `eu-` too, but lie outside. */
const euRegions = ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']

/** What a maintainer has to know or do besides deploying the stage, one sentence each. */
export const adviceOn = (stage: string, settings: Settings): readonly string[] => [
  ...stageCarriers(settings).flatMap(({ advice }) => advice(stage, settings)),
  ...[lackingInMails(settings)?.en ?? []].flat(),
  ...(euRegions.includes(settings.region)
    ? []
    : [
        `Warning: ${settings.region} is not in the EU, where what people in the EU text should stay (${euRegions.join(', ')}).`,
      ]),
]

/** Removes CDK's report of feature flags, which advises flags that change nothing here. */
export const dropFlagReport = (assemblyFolder: string): void => {
  const file = join(assemblyFolder, 'manifest.json')
  const { artifacts, ...manifest }: Manifest = JSON.parse(readFileSync(file, 'utf8'))
  const kept = Object.entries(artifacts).filter(([, { type }]) => type !== 'cdk:feature-flag-report')
  writeFileSync(file, JSON.stringify({ ...manifest, artifacts: Object.fromEntries(kept) }, null, 2))
}

type Manifest = { readonly artifacts: { readonly [name: string]: { readonly type: string } } }
