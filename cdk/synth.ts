import { localStages, readSettingsFile, shippedStages } from '../settings/read.ts'
import { buildBundles } from './bundles.ts'
import { createCheckedApp } from './checked.ts'

// Synthesises the project's own stages into cdk.out. Throws if one breaks a rule, or if CDK warns.

await buildBundles()
for (const stage of [...localStages, ...shippedStages]) {
  const { settings, text } = readSettingsFile(stage)
  const { stacks } = createCheckedApp(stage, settings, { file: text, outdir: 'cdk.out' }).synth()
  const messages = stacks.flatMap((stack) => stack.messages)
  if (messages.length > 0) throw new Error(`CDK warns of the stage ${stage}: ${JSON.stringify(messages)}`)
}
