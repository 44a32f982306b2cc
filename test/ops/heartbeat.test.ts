import { expect, test } from 'vitest'
import { beatsWaiting, nextBeatOf, pulseOf } from '../../ops/heartbeat.ts'
import { beatDelayMs } from '../../shared/rules/beat.ts'
import { day, hour } from '../../shared/rules/timing.ts'

const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`)
const isoAt = (time: string): string => new Date(at(time)).toISOString()

test.each<[string, string, string | undefined, ReturnType<typeof pulseOf>]>([
  ['its last beat was just now', '08:00', '17:32', 'beats'],
  ['one beat failed, and the next is not shown yet', '08:00', '15:32', 'beats'],
  ['two beats failed', '08:00', '14:32', 'silent'],
  ['it was deployed hours ago, and none came', '08:00', undefined, 'silent'],
  ['it is new', '16:00', undefined, 'young'],
  ['it is new, and had a beat', '16:00', '16:32', 'beats'],
  ['it had one in its first minute', '17:30:20', '17:30', 'beats'],
  ['its last beat was of the version before', '17:40', '17:32', 'young'],
  ['two beats failed since its new version', '15:20', '14:32', 'silent'],
])('a stage has a pulse if a beat came since it was deployed: %s', (_, deployedAt, lastBeat, pulse) => {
  const last = lastBeat === undefined ? null : isoAt(lastBeat)
  expect(pulseOf({ at: isoAt('17:40'), deployedAt: isoAt(deployedAt), lastBeat: last })).toBe(pulse)
})

test.each([
  ['17:20', '17:10', '17:35'],
  ['17:33', '17:10', '17:35'],
  ['17:33', '17:31', '18:35'],
  ['17:36', '17:10', '18:35'],
  ['23:50', '23:40', '00:35'],
])('at %s, a stage that was deployed at %s shows its next beat by %s', (now, deployedAt, next) => {
  expect(nextBeatOf({ at: isoAt(now), deployedAt: isoAt(deployedAt), lastBeat: null })).toBe(next)
})

test('a beat lies in the queue of replies for a moment each hour, unless the stage is younger', () => {
  const waiting = (now: number, createdAt = 0) => beatsWaiting({ now, createdAt, pausedAt: undefined })
  const moments = [at('17:29:59'), at('17:30'), at('17:30') + beatDelayMs - 1, at('17:30') + beatDelayMs]
  expect(moments.map((now) => waiting(now))).toEqual([0, 1, 1, 0])
  expect(waiting(at('17:30:03'), at('17:30:01'))).toBe(0)
})

test('one more lies there with each hour of a pause, for the four days that the queue keeps it', () => {
  const waiting = (pausedAt: number, createdAt = 0) => beatsWaiting({ now: at('17:40'), createdAt, pausedAt })
  expect(waiting(at('17:35'))).toBe(0)
  // The one that was due just after the pause had begun never left.
  expect(waiting(at('17:30') + beatDelayMs - 1)).toBe(1)
  expect(waiting(at('14:20'))).toBe(4)
  expect(waiting(at('14:20') - 30 * day)).toBe(4 * 24)
  expect(waiting(at('14:20') - 30 * day, at('17:40') - 2 * hour)).toBe(2)
})
