import { awsSettings } from './aws/settings/settings.ts'
import { lineShape as awsLine, stageShape as awsStage } from './aws/settings/shape.ts'
import type { CarrierSettings } from './carrier-settings.ts'
import type { CarrierName } from './index.ts'
import { simSettings } from './sim/settings/settings.ts'
import { lineShape as simLine, stageShape as simStage } from './sim/settings/shape.ts'
import { whatsappSettings } from './whatsapp/settings/settings.ts'
import { stageShape as whatsappStage } from './whatsapp/settings/shape.ts'

/** The settings that carriers add to those that every line has. */
export const carrierLineShape = { ...awsLine, ...simLine }

/** The settings that carriers add to those that every stage has. */
export const carrierStageShape = { ...awsStage, ...simStage, ...whatsappStage }

export const carrierSettings: Readonly<Record<CarrierName, CarrierSettings>> = {
  aws: awsSettings,
  sim: simSettings,
  whatsapp: whatsappSettings,
}
