import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { Refusal } from '../local/refusal.ts'
import { readSettings, SettingsError } from '../settings/read.ts'
import { findLine, readDeployedNumbers } from './line.ts'
import { readOptions, UsageError } from './options.ts'
import { drawSheet } from './sheet.ts'

/** git ignores it: the number is better not searched for. */
const folder = fileURLToPath(new URL('../dist', import.meta.url))

const main = async (): Promise<void> => {
  const { stage, number, language, name } = readOptions(process.argv.slice(2))
  const settings = readSettings(stage)
  const deployedNumbers = () => readDeployedNumbers(stage, settings.region)
  const line = await findLine(number, { stage, settings, deployedNumbers })
  const card = { number, name, language: language ?? line.language }
  const file = `${folder}/card-${stage}-${card.language}.pdf`
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, await drawSheet(card))
  console.log(`${file}: eight cards on an A4 page, whose code saves the number as ${name}.`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Refusal || error instanceof SettingsError)) throw error
  console.error(error.message)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
