import { assertFree, CloudError } from '../emulator/index.ts'
import { inLanguageOf, readSettingsFile } from '../settings/read.ts'
import { Refusal } from '../settings/refusal.ts'
import { synthesiseApart } from './assembly.ts'
import { help, readOptions } from './options.ts'

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') return console.log(help)
  const { stage, port, awsPort } = options
  const file = readSettingsFile(stage)
  const settings = inLanguageOf(new Intl.NumberFormat().resolvedOptions().locale, stage, file.settings)
  await assertFree(port, 'PORT')
  await assertFree(awsPort, 'AWS_PORT')
  // What takes seconds begins when options and settings are known to be right.
  const assembly = synthesiseApart(stage, { ...file, settings })
  const { runStage } = await import('./run-stage.ts')
  await runStage({ stage, settings, port, awsPort, assembly })
}

// This ends with whoever reads its output.
process.stdout.on('error', () => process.exit(0))

// Everything runs in this process, so nothing else has to be stopped.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))

try {
  await main()
} catch (error) {
  console.error(error instanceof Refusal || error instanceof CloudError ? error.message : error)
  process.exit(1)
}
