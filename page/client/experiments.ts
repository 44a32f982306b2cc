import { html, nothing, type TemplateResult } from 'lit/html.js'
import { allSilentReasons } from '../../shared/rules/telemetry.ts'
import type { Actions } from './actions.ts'
import { moneyOf, numberOf, words } from './language.ts'
import type { Experiment, ExperimentKind, Stage } from './protocol.ts'
import type { State } from './state.ts'

/** Shows the two experiments that tell what the number is for, and the outcome of the newest run. */
export const experiments = (state: State, actions: Actions): TemplateResult => {
  const { experiment, refusal, stage } = state
  return html`
    <section class="experiments" aria-labelledby="experiments">
      <h2 id="experiments">${words.experiments}</h2>
      <ul class="choices">${choices(actions, 'harasser', 'siege')}</ul>
      ${experiment === undefined ? nothing : progress(experiment, actions)}
      <div role="status" tabindex="-1" id="outcome">${experiment && stage && result(experiment, stage)}</div>
      <p class="error" role="alert">${refusal}</p>
    </section>`
}

const choices = ({ tryOut }: Actions, ...kinds: readonly ExperimentKind[]): readonly TemplateResult[] =>
  kinds.map(
    (kind) => html`
      <li>
        <button type="button" aria-describedby="shows-${kind}" @click=${() => tryOut(kind)}>
          ${words.experiment[kind]}
        </button>
        <p class="note" id="shows-${kind}">${words.shows[kind]}</p>
      </li>`,
  )

const progress = (experiment: Experiment, actions: Actions): TemplateResult | typeof nothing => {
  const { kind, state, decided, waiting, total } = experiment
  if (state !== 'running' || total === 0) return nothing
  const sentence = words.progress(numberOf(decided + waiting), numberOf(total))
  const stopIt = (): void => {
    // This button goes, and the focus with it.
    document.getElementById('outcome')?.focus()
    void actions.stop()
  }
  const stop = html`<button type="button" class="secondary" @click=${stopIt}>${words.stop}</button>`
  return html`
    <div class="progress">
      <label>${sentence} <progress max=${total} .value=${decided + waiting}></progress></label>
      ${kind === 'siege' ? stop : nothing}
    </div>`
}

/** A screen reader speaks this whenever it changes, so it holds nothing that changes while texts come in. */
const result = (experiment: Experiment, { currency }: Stage): TemplateResult | typeof nothing => {
  const { kind, state, total, sent, waiting, repliesBooked, costUsd, unprotectedUsd, receivedUsd } = experiment
  if (state === 'idle' || state === 'running' || total === 0) return nothing
  const [cost, unprotected] = [costUsd, unprotectedUsd].map((usd) => usd !== undefined && moneyOf(usd, currency))
  const answered = words.result(numberOf(sent), numberOf(repliesBooked), repliesBooked)
  const receiving = receivedUsd === 0 ? words.receivingFree : words.receiving(moneyOf(receivedUsd, currency))
  const isCheaper = cost && unprotected && cost !== unprotected
  return html`
    <p class="result">${answered}${isCheaper ? words.cost(cost, unprotected) : ''}${receiving}.</p>
    <p class="note">
      ${words.experiment[kind]}${state === 'stopped' ? words.stopped : '.'} ${silences(experiment)}
      ${waiting === 0 ? nothing : words.waitForRoom(numberOf(waiting))}
    </p>`
}

const silences = ({ silenced }: Experiment): string => {
  const counts = allSilentReasons
    .filter((reason) => silenced[reason])
    .toSorted((a, b) => (silenced[b] ?? 0) - (silenced[a] ?? 0))
    .map((reason) => [words.reasons[reason][0], numberOf(silenced[reason] ?? 0)] as const)
  return counts.length === 0 ? '' : words.silences(counts)
}

/** Folds the outage, and the fresh start. */
export const more = (state: State, actions: Actions): TemplateResult => html`
  <details class="fold">
    <summary>${words.moreToTry}</summary>
    <ul class="choices quiet">
      ${choices(actions, 'refuse')}
      <li>${afresh(state, actions)}</li>
    </ul>
  </details>`

/** What can't be undone is asked first. The browser keeps the focus in the dialog, and closes it on Escape. */
const afresh = ({ restarting }: State, actions: Actions): TemplateResult => {
  const dialog = () => document.querySelector<HTMLDialogElement>('#afresh')
  const show = (): void => dialog()?.showModal()
  const forget = (): void => {
    dialog()?.close()
    void actions.startAfresh()
  }
  return html`
    <button type="button" aria-describedby="starts-afresh" ?disabled=${restarting} @click=${show}>
      ${restarting ? words.startingAfresh : words.startAfresh}
    </button>
    <p class="note" id="starts-afresh">${words.startsAfresh}</p>
    <dialog id="afresh" aria-labelledby="really-afresh">
      <h2 id="really-afresh">${words.reallyAfresh}</h2>
      <p>${words.startsAfresh}</p>
      <div class="buttons">
        <button type="button" class="secondary" autofocus @click=${() => dialog()?.close()}>${words.keepAll}</button>
        <button type="button" @click=${forget}>${words.forgetAll}</button>
      </div>
    </dialog>`
}
