import { z } from 'zod'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { Quota } from '../../shared/rules/config.ts'
import { languages } from '../../shared/rules/messages.ts'

const leftOut = (because: string) => z.undefined(`must be left out: ${because}`).optional()

/** The settings of any line. Those to be left out are settings of some carriers. */
export const lineShape = {
  language: z.enum(languages, `must be one of ${languages.join(', ')}`),
  budget: z.string().optional(),
  buy: leftOut('only AWS numbers are bought'),
  phoneNumberId: leftOut('only a "number" of AWS needs one'),
  gap: leftOut('only a SIM needs one'),
  calls: leftOut('only a SIM can be called'),
  acceptsSuspensionRisk: leftOut('only a SIM can be suspended'),
  username: leftOut('only a number on WhatsApp has one'),
}

/** A setting that contradicts another one, or a fact. The message says what the setting must be. */
export type Contradiction = readonly [path: readonly (string | number)[], message: string]

/** What the checks of a line know besides the line: its place in settings, and its budget if settings have that. */
export type Place = { readonly n: number; readonly budget: Quota | undefined }

/** What carriers look for in the lines of a stage. */
export type Lines = {
  readonly lines: readonly {
    readonly carrier: CarrierName
    readonly number?: string | undefined
    readonly buy?: string | undefined
    readonly phoneNumberId?: string | undefined
    readonly budget: string
  }[]
}
