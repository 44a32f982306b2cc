import { expect, test } from 'vitest'
import { createCrowds } from '../../functions/receive-sms/crowds.ts'
import { createMemoryStores } from '../../lab/virtual/stores.ts'
import { below, countsOfLot } from '../../shared/rules/crowd.ts'
import { minute } from '../../shared/rules/timing.ts'

test('all that a process has counted in a period is told when it learns the next one', async () => {
  const { clock, process } = createProcesses()
  const [one, other] = [process(), process()]
  await learn(one)
  const waiting = Array.from({ length: 9 }, (_, lot) => countsOfLot('new', lot))
  const marks = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`w${i}`, 1]))
  for (const counts of [marks, ...waiting.slice(1)]) await one.countLater('default', counts)
  clock.now += period
  await learn(one)
  await learn(other)
  expect(below(other.of('default').before, 'new')).toBe(8)
  // An update's expression may have 4 KB.
  expect(Math.max(...clock.told)).toBe(150)
})

test('what could not be told is told with the next text, and a text that comes again counts once', async () => {
  const { clock, process } = createProcesses()
  const [one, other] = [process(), process()]
  await learn(one)
  for (let lot = 0; lot < 9; lot++) await one.countLater('default', countsOfLot('new', lot))
  clock.isDown = true
  await one.countLater('default', countsOfLot('new', 9))
  await expect(one.count('default', { s7: 1 })).rejects.toThrow('The table is down')
  clock.isDown = false
  await one.count('default', { s7: 1 })
  await learn(other)
  expect(other.of('default').current).toMatchObject({ new: 10, s7: 1 })
})

test('a text that could not be counted leaves the number of those that are still to be told as it was', async () => {
  const { clock, process } = createProcesses()
  const one = process()
  await learn(one)
  for (let lot = 0; lot < 9; lot++) await one.countLater('default', countsOfLot('new', lot))
  clock.isDown = true
  await expect(one.count('default', { s7: 1 })).rejects.toThrow('The table is down')
  clock.isDown = false
  expect(clock.told).toEqual([])
  await one.countLater('default', countsOfLot('new', 9))
  expect(clock.told).toEqual([11])
})

test('what could not be told in a period is told when it learns the next one', async () => {
  const { clock, process } = createProcesses()
  const [one, other] = [process(), process()]
  await learn(one)
  clock.isDown = true
  for (let lot = 0; lot < 10; lot++) await one.countLater('default', countsOfLot('new', lot))
  clock.isDown = false
  clock.now += period
  await learn(one)
  await learn(other)
  expect(below(other.of('default').before, 'new')).toBe(10)
})

test('a lot that is counted while the next period is read is told in that one', async () => {
  const { clock, process } = createProcesses()
  const [one, other] = [process(), process()]
  await learn(one)
  clock.now += period
  const { promise, resolve } = Promise.withResolvers<void>()
  clock.duringRead = promise
  const learnt = learn(one)
  await new Promise(setImmediate)
  await one.countLater('default', countsOfLot('new', 3))
  resolve()
  await learnt
  expect(one.of('default').current).toMatchObject({ new: 1 })
  clock.now += period
  await learn(one)
  await learn(other)
  expect(below(other.of('default').before, 'new')).toBe(1)
})

test('a period is learnt only once all lots of the one before have arrived', async () => {
  const { clock, process } = createProcesses()
  const one = process()
  await learn(one)
  for (let lot = 0; lot < 9; lot++) await one.countLater('default', countsOfLot('new', lot))
  clock.now += period
  const { promise, resolve } = Promise.withResolvers<void>()
  clock.beforeUpdate = promise
  const first = learn(one)
  await new Promise(setImmediate)
  const second = learn(one)
  await new Promise(setImmediate)
  resolve()
  await Promise.all([first, second])
  expect(below(one.of('default').before, 'new')).toBe(9)
})

test('what is counted while an update or another read is under way is not forgotten', async () => {
  const { clock, process } = createProcesses()
  const one = process()
  const { promise, resolve } = Promise.withResolvers<void>()
  clock.duringRead = promise
  const late = learn(one)
  delete clock.duringRead
  await learn(one)
  let known = {}
  clock.duringUpdate = async () => {
    clock.duringUpdate = async () => {
      known = { ...one.of('default').current }
    }
    await one.countLater('default', { s2: 1 })
  }
  await one.count('default', { s1: 1 })
  expect(known).toEqual({ s1: 1, s2: 1 })
  resolve()
  await late
  expect(one.of('default').current).toEqual({ s1: 1, s2: 1 })
})

const period = 20 * minute

type Clock = {
  now: number
  isDown: boolean
  /** What happens before an update takes effect, while its answer is under way, and while a read is. */
  beforeUpdate?: Promise<void>
  duringUpdate?: () => Promise<void>
  duringRead?: Promise<void>
  /** The names in each update. */
  readonly told: number[]
}

/** Two processes that share a store, on a clock that the test moves. Their updates fail while `isDown`. */
const createProcesses = () => {
  const clock: Clock = { now: 1000 * period, isDown: false, told: [] }
  const { crowdStore } = createMemoryStores()
  const store: typeof crowdStore = {
    ...crowdStore,
    add: async (...update) => {
      if (clock.isDown) throw new Error('The table is down')
      clock.told.push(Object.keys(update[2]).length)
      await clock.beforeUpdate
      const crowd = await crowdStore.add(...update)
      await clock.duringUpdate?.()
      return crowd
    },
    read: async (...read) => {
      const { duringRead } = clock
      const crowd = await crowdStore.read(...read)
      await duringRead
      return crowd
    },
  }
  return { clock, process: () => createCrowds(store, () => clock.now) }
}

const learn = (crowds: ReturnType<typeof createCrowds>) => crowds.learn('default', 'consistent')
