import type { OperatorLanguage } from '../settings/values.ts'
import { nextBeatAfter, silentAfterMs } from '../shared/rules/beat.ts'
import { hour, minute } from '../shared/rules/timing.ts'
import { counted, plural } from './words.ts'

/** The longest that a beat takes from its hour's beginning until CloudWatch shows it. Scheduler may take a minute. */
const shownAfterMs = 6 * minute

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
export const sayBeats = (beats: Beats & { readonly paused: boolean }, language: OperatorLanguage): string => {
  const words = wordsIn[language]
  const pulse = pulseOf(beats)
  const ago = silenceOf(beats)
  const since = ago < 2 * hour ? words.minutesAgo(Math.floor(ago / minute)) : words.hoursAgo(Math.floor(ago / hour))
  const none = pulse === 'young' ? words.noneYet : words.noneToday
  const last = beats.lastBeat === null ? none : since
  if (beats.paused) return `${last}${words.paused}`
  return {
    beats: `${last}, ${words.through}`,
    young: `${last}${words.next(nextBeatOf(beats))}`,
    silent: [
      last,
      ...(beats.lastBeat === null ? [] : [words.noneSince]),
      isHeard(beats) ? words.heard : words.unheard,
    ].join(', '),
  }[pulse]
}

const english = {
  minutesAgo: (minutes: number) => `${counted(minutes, 'minute', 'minutes')} ago`,
  hoursAgo: (hours: number) => `${hours} hours ago`,
  noneYet: 'none yet',
  noneToday: 'none in the last day',
  noneSince: 'and none since',
  paused: '; none comes while sending is paused',
  through: 'through to each line that can be asked',
  next: (at: string) => `; the next is due by ${at} UTC`,
  heard: 'though they are heard',
  unheard: 'and none is heard',
}

const french: typeof english = {
  minutesAgo: (minutes) => `il y a ${plural(minutes, 'minute')}`,
  hoursAgo: (hours) => `il y a ${hours} heures`,
  noneYet: 'aucun encore',
  noneToday: 'aucun depuis un jour',
  noneSince: 'et aucun depuis',
  paused: '\u202f; il n’en vient pas tant que l’envoi est suspendu',
  through: 'jusqu’à chaque ligne qui peut être interrogée',
  next: (at) => `\u202f; le prochain est attendu avant ${at} UTC`,
  heard: 'bien qu’ils soient entendus',
  unheard: 'et aucun n’est entendu',
}

const wordsIn: Readonly<Record<OperatorLanguage, typeof english>> = { en: english, fr: french }

const isHeard = ({ at, lastHeard }: Beats): boolean =>
  lastHeard !== null && Date.parse(at) - Date.parse(lastHeard) <= silentAfterMs

/** Says when the next beat is shown at the latest, as a time of day (UTC). */
export const nextBeatOf = ({ at, deployedAt }: Beats): string => {
  const after = Math.max(Date.parse(at) - shownAfterMs, Date.parse(deployedAt))
  return new Date(nextBeatAfter(after) + shownAfterMs).toISOString().slice(11, 16)
}
