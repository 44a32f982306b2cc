import type { Fate, Verb } from './history.ts'
import type { Outage, Pause, Schedule } from './schedule.ts'

export type FateOfCall = { readonly nth: number; readonly fault: Fate; readonly pause: Pause | undefined }

/** Tells what becomes of each call: what the schedule has for the nth of its verb, or what an outage does to all. */
export const createFates = ({ faults, pauses }: Schedule, isDown: (of: Outage['of']) => boolean) => {
  const made = new Map<Verb, number>()
  return (verb: Verb): FateOfCall => {
    const nth = made.get(verb) ?? 0
    made.set(verb, nth + 1)
    const isMeant = (entry: { readonly verb: Verb; readonly nth: number }) => entry.verb === verb && entry.nth === nth
    const outage = isDown(serviceOf(verb)) ? outageFault(verb) : undefined
    return { nth, fault: outage ?? faults.find(isMeant)?.fault ?? 'works', pause: pauses.find(isMeant) }
  }
}

const serviceOf = (verb: Verb): Outage['of'] => {
  if (verb === 'carrier.send') return 'carrier'
  return verb.startsWith('replies.') ? 'queue' : 'store'
}

const outageFault = (verb: Verb): Fate => (verb === 'carrier.send' ? 'not-taken' : 'fails')
