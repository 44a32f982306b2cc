import { aws } from './aws/traits.ts'
import { sim } from './sim/traits.ts'
import { whatsapp } from './whatsapp/traits.ts'

/** The carriers that a line can have. */
export const carriers = { aws, sim, whatsapp } as const

export type CarrierName = keyof typeof carriers

export const carrierNames = Object.keys(carriers) as readonly CarrierName[]
