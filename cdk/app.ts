import { App } from 'aws-cdk-lib'
import { onlyOwnStage, readSettingsFile } from '../settings/read.ts'
import { Refusal } from '../settings/refusal.ts'
import { buildBundles } from './bundles.ts'
import { createCheckedApp } from './checked.ts'
import { adviceOn, dropFlagReport } from './synthesise.ts'

const synthesise = async (): Promise<void> => {
  const stage = stageOf(new App({ autoSynth: false }))
  const { settings, text } = readSettingsFile(stage)
  await buildBundles()
  const { directory } = createCheckedApp(stage, settings, { file: text }).synth()
  dropFlagReport(directory)
  for (const sentence of adviceOn(stage, settings)) console.error(sentence)
}

const stageOf = (app: App): string => {
  const stage: unknown = app.node.tryGetContext('stage')
  if (typeof stage === 'string' && stage !== '') return stage
  // `cdk bootstrap`, a maintainer's first command, runs the app too, so the stage may be left out if there is only one.
  const only = stage === undefined ? onlyOwnStage() : undefined
  if (only !== undefined) return only
  throw new Refusal(
    'Which stage? Add -c stage=<name>, for which there is a settings/<name>.json, such as -c stage=example.',
  )
}

try {
  await synthesise()
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exitCode = 1
}
