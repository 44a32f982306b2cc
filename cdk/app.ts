import { App } from 'aws-cdk-lib'

import { monthlySpendLimitUsd } from '../settings/policy.ts'
import { onlyOwnStage, readSettings } from '../settings/read.ts'
import { Refusal } from '../settings/refusal.ts'
import { buildBundles } from './bundles.ts'
import { createApp } from './synthesise.ts'

/** Regions inside the European Union; London and Zurich are called `eu-` too, but lie outside. */
const euRegions = ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3']

const synthesise = async (): Promise<void> => {
  const stage = stageOf(new App({ autoSynth: false }))
  const settings = readSettings(stage)
  await buildBundles()
  createApp(stage, settings).synth()
  console.error(`Monthly SMS spend limit to request from AWS for ${stage}: ${monthlySpendLimitUsd(settings)} USD.`)
  if (!euRegions.includes(settings.region))
    console.error(
      `Warning: ${settings.region} is not in the EU, where what people in the EU text should stay (${euRegions.join(', ')}).`,
    )
}

const stageOf = (app: App): string => {
  const stage: unknown = app.node.tryGetContext('stage')
  if (typeof stage === 'string' && stage !== '') return stage
  // `cdk bootstrap` runs the app too, and is the first thing that a maintainer types.
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
