import { html, type TemplateResult } from 'lit/html.js'
import { alarmList, ringing, titleOf } from './alarms.ts'
import { hoursOf, nameOfLine, words } from './language.ts'
import type { State } from './state.ts'

/** What somebody who has been woken reads first. A screen reader speaks it whenever it changes. */
export const situation = (state: State): TemplateResult => {
  const { kind, sentences } = judge(state)
  const [first, ...others] = sentences
  return html`
    <section class="now" aria-labelledby="now">
      <h2 id="now" class="visually-hidden">${words.now}</h2>
      <div class="situation ${kind}" role="status">
        <p><strong>${first}</strong></p>
        ${others.map((sentence) => html`<p>${sentence}</p>`)}
      </div>
      ${alarmList(state)}
    </section>`
}

/** A situation is `well`, has something `odd` about it that needs nobody, or is `bad`. */
type Situation = { readonly kind: 'well' | 'odd' | 'bad'; readonly sentences: readonly string[] }

/** What is true now, the most important first. What the page knew before the connection was lost may no longer be. */
const judge = (state: State): Situation => {
  const { connection, sending, stage } = state
  if (connection === 'lost') return { kind: 'bad', sentences: [words.situation.unknown] }
  if (connection === 'waiting') return { kind: 'odd', sentences: [words.situation.starting] }
  const refused = sending?.refused.map(({ line, reason }) => words.situation.refused(nameOfLine(stage, line), reason))
  const alarms = alarmSentence(state)
  const sentences = [
    ...(sending?.paused ? [words.situation.paused] : []),
    ...(refused ?? []),
    ...alarms.sentences,
    ...(sending?.throttled ? [words.situation.throttled] : []),
  ]
  if (sentences.length === 0) return { kind: 'well', sentences: [words.situation.well] }
  return { kind: refused?.length || alarms.kind === 'bad' ? 'bad' : 'odd', sentences }
}

/** A siege alone needs nobody; with any other alarm, somebody has to read what that one says. */
const alarmSentence = ({ alarms, now }: State): Situation => {
  const [first, ...others] = ringing(alarms)
  if (first === undefined) return { kind: 'well', sentences: [] }
  if (others.length === 0 && first.name.endsWith('siege'))
    return { kind: 'odd', sentences: [words.situation.siege(hoursOf(hoursLeft(now)))] }
  const titles = [first, ...others].map(titleOf)
  return { kind: 'bad', sentences: [words.situation.ringing(titles.length, titles.join(', '))] }
}

const hoursLeft = (now: number): number => 24 - new Date(now).getUTCHours()
