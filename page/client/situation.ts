import { html, nothing, type TemplateResult } from 'lit/html.js'
import { silentAfterMs } from '../../shared/rules/beat.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import type { Actions } from './actions.ts'
import { alarmCards, needsNobody, needsSomebody, ringing, titleOf } from './alarms.ts'
import { anyOf, namedLines, nameOfLine, spanOf, words } from './language.ts'
import type { State } from './state.ts'

/** What somebody who has been woken reads first. A screen reader speaks it whenever it changes. */
export const situation = (state: State, actions: Actions): TemplateResult => {
  const { kind, sentences } = judge(state)
  const [first, ...others] = sentences
  return html`
    <section class="now" aria-labelledby="now">
      <h2 id="now" class="visually-hidden">${words.now}</h2>
      <div class="situation ${kind}" role="status">
        <p class="first">${first}</p>
        <p>${others.join(' ')}</p>
      </div>
      ${kind === 'well' ? html`<p class="note">${heartbeat(state)}${wroteAgain(state)}</p>` : nothing} ${alarmCards(state, actions)}
    </section>`
}

/** A situation is `well`, has something `odd` about it that needs nobody, or is `bad`. */
type Situation = { readonly kind: 'well' | 'odd' | 'bad'; readonly sentences: readonly string[] }

/** What is true now, the most important first. What the page knew before the connection was lost may no longer be. */
const judge = (state: State): Situation => {
  const { connection, sending, stage, alarms, now } = state
  if (connection === 'lost') return { kind: 'bad', sentences: [words.situation.unknown] }
  if (connection === 'waiting') return { kind: 'odd', sentences: [words.situation.starting] }
  const refused = (sending?.refused ?? []).map(({ line }) => words.situation.refused(nameOfLine(stage, line)))
  const titles = ringing(alarms).filter(needsSomebody).map(titleOf)
  const hasSiege = ringing(alarms).some(needsNobody)
  const sentences = [
    ...(sending?.paused ? [words.situation.paused] : []),
    ...refused,
    ...(titles.length > 0 ? [words.situation.ringing(titles.length, titles.join(', '))] : []),
    ...(hasSiege ? [words.situation.siege, words.situation.siegeLasts(spanOf(day - (now % day)))] : []),
  ]
  if (sentences.length > 0) return { kind: refused.length + titles.length > 0 ? 'bad' : 'odd', sentences }
  return { kind: 'well', sentences: [words.situation.well(anyOf(namedLines(stage).map(({ name }) => name)))] }
}

/** Says that phones got a second reply, if any did. */
const wroteAgain = ({ figures }: State): string => {
  const phones = figures?.wroteAgain ?? 0
  return phones === 0 ? '' : ` ${words.wroteAgain(phones)}`
}

/** Says what it rests on that all is well. It changes every minute, so that no screen reader should speak it. */
const heartbeat = (state: State): string => {
  const minutes = state.figures?.minutesSinceBeat
  if (minutes === undefined) return words.noBeat
  const doctor = `${state.stage?.commandPrefix}npm run doctor -- --local --stage ${state.stage?.stage}`
  return minutes * minute > silentAfterMs ? words.lateBeat(minutes, doctor) : words.lastBeat(minutes)
}
