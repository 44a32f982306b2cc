import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'

import cdkJson from '../cdk.json' with { type: 'json' }
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import { AntiRelouStack } from './stack.ts'

type Options = {
  readonly outdir?: string
  /** Whether `synth()` checks the template, which takes seconds. It does by default. */
  readonly checks?: boolean
}

/**
 * Creates the app of one stage. Its `synth()` gives the same template here as under the CDK's command line, and throws when a
 * rule of cdk-nag or CloudFormation is broken. The bundles must have been built before. Throws a `Refusal` when the settings,
 * though valid, cannot be deployed.
 */
export const createApp = (stage: string, settings: Settings, options: Options = {}): App => {
  const { outdir, checks = true } = options
  if (!/^[a-z0-9-]{1,32}$/.test(stage))
    throw new Refusal(`The stage is ${JSON.stringify(stage)}, but it must be a short name: a-z, 0-9, -.`)
  // The command line passes the feature flags of cdk.json; other programs get the same ones from here.
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    autoSynth: false,
    analyticsReporting: false,
    builtinCloudFormationValidation: checks,
    context: cdkJson.context,
  })
  new AntiRelouStack(app, stage, settings)
  if (checks) Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }))
  return app
}
