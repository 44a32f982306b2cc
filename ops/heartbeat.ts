import { beatMinute, silentAfterMs } from '../shared/rules/beat.ts'
import { hour, minute } from '../shared/rules/timing.ts'
import { counted } from './words.ts'

/** The longest that a beat takes until CloudWatch shows it. Scheduler may take a minute of that. */
const shownAfterMs = 5 * minute

/** What is known of a stage's beats. Times are in ISO 8601; null if none was found, through to all lines or heard. */
export type Beats = {
  readonly at: string
  readonly deployedAt: string
  readonly lastBeat: string | null
  readonly lastHeard: string | null
}

/** Says whether a stage `beats`, is `young`, without a beat since it was deployed, or `silent` for some time. */
export const pulseOf = ({ at, deployedAt, lastBeat }: Beats): 'beats' | 'young' | 'silent' => {
  // Beats are counted by the minute.
  const ofThisVersion = lastBeat !== null && lastBeat.slice(0, 16) >= deployedAt.slice(0, 16) ? lastBeat : undefined
  if (Date.parse(at) - Date.parse(ofThisVersion ?? deployedAt) > silentAfterMs) return 'silent'
  return ofThisVersion === undefined ? 'young' : 'beats'
}

/** How long ago the last beat was, or the deployment if none was found, in milliseconds. */
export const silenceOf = ({ at, deployedAt, lastBeat }: Beats): number =>
  Date.parse(at) - Date.parse(lastBeat ?? deployedAt)

/** Says how it is with the beats, in part of a sentence. */
export const sayBeats = (beats: Beats & { readonly paused: boolean }): string => {
  const pulse = pulseOf(beats)
  const ago = silenceOf(beats)
  const span =
    ago < 2 * hour ? counted(Math.floor(ago / minute), 'minute', 'minutes') : `${Math.floor(ago / hour)} hours`
  const none = pulse === 'young' ? 'none yet' : 'none in the last day'
  const last = beats.lastBeat === null ? none : `${span} ago`
  if (beats.paused) return `${last}; none comes while sending is paused`
  return {
    beats: `${last}, through to each line that can be asked`,
    young: `${last}; the next is due by ${nextBeatOf(beats)} UTC`,
    silent: `${beats.lastBeat === null ? last : `${last}, and none since`}, ${isHeard(beats) ? 'though they are heard' : 'and none is heard'}`,
  }[pulse]
}

const isHeard = ({ at, lastHeard }: Beats): boolean =>
  lastHeard !== null && Date.parse(at) - Date.parse(lastHeard) <= silentAfterMs

/** Says when the next beat is shown at the latest, as a time of day (UTC). */
export const nextBeatOf = ({ at, deployedAt }: Beats): string => {
  const after = Math.max(Date.parse(at) - shownAfterMs, Date.parse(deployedAt))
  return new Date((firingsUntil(after) + 1) * hour + beatMinute * minute + shownAfterMs).toISOString().slice(11, 16)
}

/** Counts how often the schedule has fired since 1970. */
const firingsUntil = (ms: number): number => Math.floor((ms - beatMinute * minute) / hour)
