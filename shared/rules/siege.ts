import { hour } from './timing.ts'

/** What one process has seen of the hours that it books into. It forgets an hour when that is over. */
export type SiegeWatch = Map<string, WatchedHour>

type WatchedHour = { readonly hourStart: number; readonly blocks: Set<string>; besieged: boolean }

export const newSiegeWatch = (): SiegeWatch => new Map()

/** A siege begins when half of an hour's budget is booked. */
const siegeShare = 0.5

/** Numbers that share all but the last four digits: a block of 10,000 neighbours, which one buyer can hold. */
const numberBlock = (number: string): string => number.slice(0, -4)

/**
 * Whether the siege rule keeps a reply from `sender`: in a besieged hour, what is left of the budget
 * is for senders who look independent, one in each number block.
 */
export const heldBack = (watch: SiegeWatch, budget: string, hourStart: number, sender: string): boolean => {
  const watched = watch.get(keyOf(budget, hourStart))
  return watched?.besieged === true && watched.blocks.has(numberBlock(sender))
}

/** Notes a booking and the hour's parts after it. True when a siege begins with it. */
export const noteBooking = (
  watch: SiegeWatch,
  booking: {
    readonly budget: string
    readonly hourStart: number
    readonly sender: string
    readonly partsInHour: number
  },
  hourLimit: number,
): boolean => {
  const before = underSiege(watch)
  const key = keyOf(booking.budget, booking.hourStart)
  const watched = watch.get(key) ?? { hourStart: booking.hourStart, blocks: new Set<string>(), besieged: false }
  watched.blocks.add(numberBlock(booking.sender))
  watched.besieged ||= booking.partsInHour >= hourLimit * siegeShare
  watch.set(key, watched)
  return !before && watched.besieged
}

/** Forgets the hours that are over. True when the siege ends with them. */
export const leaveHours = (watch: SiegeWatch, now: number): boolean => {
  const before = underSiege(watch)
  for (const [key, { hourStart }] of watch) if (hourStart + hour <= now) watch.delete(key)
  return before && !underSiege(watch)
}

export const underSiege = (watch: SiegeWatch): boolean => [...watch.values()].some(({ besieged }) => besieged)

const keyOf = (budget: string, hourStart: number): string => `${budget}#${hourStart}`
