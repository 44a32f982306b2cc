import { z } from 'zod'
import type { CarrierName } from '../shared/rules/carriers.ts'
import type { Quota } from '../shared/rules/config.ts'
import { languages } from '../shared/rules/messages.ts'

/** The settings of any line. A carrier's lines may have others, too. */
export const lineShape = {
  language: z.enum(languages, `must be one of ${languages.join(', ')}`),
  budget: z.string().optional(),
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
