import { localStages } from '../settings/read.ts'
import type { Settings } from '../settings/schema.ts'
import { operatorLanguages } from '../settings/values.ts'

/**
 * Sets the operators' language to that of this machine, unless settings choose one. Only stages that never leave this machine get
 * it. Others are shown as they would be deployed.
 */
export const inLanguageOf = (locale: string, stage: string, settings: Settings): Settings => {
  const language = operatorLanguages.find((one) => locale.split('-')[0] === one)
  if (!localStages.includes(stage) || language === undefined) return settings
  return { operatorLanguage: language, ...settings }
}
