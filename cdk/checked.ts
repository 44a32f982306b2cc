import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { Settings } from '../settings/schema.ts'
import { type AppOptions, createApp } from './synthesise.ts'

/** Creates the app of a stage that is deployed: its `synth()` throws if the template breaks a rule. */
export const createCheckedApp = (
  stage: string,
  settings: Settings,
  options: Omit<AppOptions, 'validates'> = {},
): App => {
  const app = createApp(stage, settings, { ...options, validates: true })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }))
  return app
}
