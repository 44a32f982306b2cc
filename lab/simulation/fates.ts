import type { Verb } from '../virtual/ports.ts'
import type { Fate } from './history.ts'
import type { Outages } from './outages.ts'
import type { Outage, Pause, Schedule } from './schedule.ts'

export type FateOfCall = { readonly nth: number; readonly fault: Fate; readonly pause: Pause | undefined }

/**
 * Looks up the fault and the pause of each call. An outage takes precedence over the fault that the schedule has for the nth call of a
 * verb.
 */
export const createFates = ({ faults, pauses }: Schedule, troubleOf: Outages['faultOf']) => {
  const made = new Map<Verb, number>()
  return (verb: Verb): FateOfCall => {
    const nth = made.get(verb) ?? 0
    made.set(verb, nth + 1)
    const isMeant = (entry: { readonly verb: Verb; readonly nth: number }) => entry.verb === verb && entry.nth === nth
    const fault = troubleOf(portOf(verb)) ?? faults.find(isMeant)?.fault ?? 'works'
    return { nth, fault, pause: pauses.find(isMeant) }
  }
}

const portOf = (verb: Verb): Outage['of'] => {
  if (verb === 'carrier.send') return 'carrier'
  if (verb === 'carrier.isReady') return 'phone'
  return verb.startsWith('replies.') ? 'queue' : 'store'
}
