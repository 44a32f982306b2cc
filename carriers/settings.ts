import { awsLine, awsSettings, awsStage } from './aws/settings.ts'
import { httpSmsBudget, httpSmsLine, httpSmsSettings, httpSmsStage } from './httpsms/settings.ts'
import { ovhLine, ovhSettings, ovhStage } from './ovh/settings.ts'
import { whatsappLine, whatsappSettings, whatsappStage } from './whatsapp/settings.ts'

/** The settings of a line, by its "carrier". A line without one is of AWS. */
export const lineSchemas = [awsLine, httpSmsLine, whatsappLine, ovhLine] as const

/** The settings that all lines of a carrier share. */
export const stageSchemas = { ...awsStage, ...httpSmsStage, ...whatsappStage, ...ovhStage }

/** The carriers whose lines have a budget each, if they don't name one. */
export const lineBudgets = { httpsms: httpSmsBudget }

/** What follows from a stage's settings for its lines of each carrier. */
export const consequences = { aws: awsSettings, httpsms: httpSmsSettings, ovh: ovhSettings, whatsapp: whatsappSettings }
