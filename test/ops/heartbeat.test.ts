import { expect, test } from 'vitest'
import { nextBeatOf, pulseOf } from '../../ops/heartbeat.ts'

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
  expect(pulseOf({ at: isoAt('17:40'), deployedAt: isoAt(deployedAt), lastBeat: last, lastHeard: last })).toBe(pulse)
})

test.each([
  ['17:20', '17:10', '17:35'],
  ['17:33', '17:10', '17:35'],
  ['17:33', '17:31', '18:35'],
  ['17:36', '17:10', '18:35'],
  ['23:50', '23:40', '00:35'],
])('at %s, a stage that was deployed at %s shows its next beat by %s', (now, deployedAt, next) => {
  expect(nextBeatOf({ at: isoAt(now), deployedAt: isoAt(deployedAt), lastBeat: null, lastHeard: null })).toBe(next)
})
