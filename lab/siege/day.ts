import { day, hour, second } from '../../shared/rules/timing.ts'
import { whole } from './figures.ts'
import type { Scene } from './scene.ts'
import { dayAfter, dayOfSiege, type Period, siege } from './traffic.ts'

// What days unlike the evening of 30 October 2017 have in common: times, budgets, and honest traffic of their own.

export const around: Period = { from: dayOfSiege.from - day, to: dayAfter.to }
export const clock = (hours: number): number => dayOfSiege.from + hours * hour

export const small = { hour: 100, day: 1000, month: 10_000 }
export const large = { hour: 400, day: 4000, month: 40_000 }
export const ofPhone = { hour: 50, day: 500, month: 5000, gapMs: 2 * second }

export const daily = (texts: number, period = around) => ({
  honest: [{ ...period, texts: Math.round((texts * (period.to - period.from)) / day) }],
})

/** Senders count on the day of the siege, and later on the day after, where a scene says nothing else. */
export type Day = Omit<Scene, 'counted' | 'later'> & Partial<Scene>
const byDefault = { counted: dayOfSiege, later: dayAfter }

export const sameDay = { counted: siege, later: { from: siege.to, to: dayAfter.from } }

/** Adds the budget to the name of a day. */
export const withBudgetInName = (scene: Day): Scene => {
  const { budget, carrier } = scene
  const amount = `${whole(budget.hour)}/${whole(budget.day)}`
  return { ...byDefault, ...scene, name: `${scene.name}: ${amount}${carrier === undefined ? '' : ', a SIM'}` }
}
