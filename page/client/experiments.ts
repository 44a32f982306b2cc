import { html, nothing, type TemplateResult } from 'lit/html.js'
import { allSilentReasons } from '../../shared/rules/telemetry.ts'
import type { Actions } from './actions.ts'
import { moneyOf, numberOf, words } from './language.ts'
import type { Experiment, ExperimentKind, Stage } from './protocol.ts'
import type { State } from './state.ts'

/** Shows what can be tried, each with a sentence about it, and the outcome of the newest run. */
export const experiments = (state: State, actions: Actions): TemplateResult => {
  const { experiment, refusal, stage, sending } = state
  const kinds = (...shown: readonly ExperimentKind[]) => shown.map((kind) => choice(kind, actions))
  return html`
    <section class="experiments" aria-labelledby="experiments">
      <h2 id="experiments">${words.experiments}</h2>
      <div class="groups">
        ${group('tests', kinds('testers', 'harasser', 'siege-few', 'siege-many'))}
        ${group('troubles', kinds('throttle', 'refuse', sending?.paused ? 'resume' : 'pause'))}
        ${group('afresh', [afresh(state, actions)])}
      </div>
      ${experiment === undefined ? nothing : progress(experiment, actions)}
      <div role="status">${experiment === undefined || stage === undefined ? nothing : result(experiment, stage)}</div>
      <p class="error" role="alert">${refusal}</p>
    </section>`
}

const group = (name: keyof typeof words.groups, choices: readonly TemplateResult[]): TemplateResult => html`
  <div class="group" role="group" aria-labelledby="group-${name}">
    <h3 id="group-${name}">${words.groups[name]}</h3>
    <ul>
      ${choices.map((one) => html`<li>${one}</li>`)}
    </ul>
  </div>`

const choice = (kind: ExperimentKind, actions: Actions): TemplateResult => html`
  <button type="button" class="secondary" aria-describedby="shows-${kind}" @click=${() => actions.tryOut(kind)}>
    ${words.experiment[kind]}
  </button>
  <p class="note" id="shows-${kind}">${words.shows[kind]}</p>`

/** What can't be undone is asked first. The browser keeps the focus in the dialog, and closes it on Escape. */
const afresh = ({ restarting }: State, actions: Actions): TemplateResult => {
  const dialog = () => document.querySelector<HTMLDialogElement>('#afresh')
  const show = (): void => dialog()?.showModal()
  const forget = (): void => {
    dialog()?.close()
    void actions.startAfresh()
  }
  return html`
    <button type="button" class="secondary" aria-describedby="starts-afresh" ?disabled=${restarting} @click=${show}>
      ${restarting ? words.startingAfresh : words.startAfresh}
    </button>
    <p class="note" id="starts-afresh">${words.startsAfresh}</p>
    <dialog id="afresh" aria-labelledby="really-afresh">
      <h3 id="really-afresh">${words.reallyAfresh}</h3>
      <p>${words.startsAfresh}</p>
      <div class="buttons">
        <button type="button" class="secondary" autofocus @click=${() => dialog()?.close()}>${words.keepAll}</button>
        <button type="button" @click=${forget}>${words.forgetAll}</button>
      </div>
    </dialog>`
}

const progress = (experiment: Experiment, actions: Actions): TemplateResult | typeof nothing => {
  const { kind, state, decided, waiting, total } = experiment
  if (state !== 'running' || total === 0) return nothing
  const sentence = words.progress(words.experiment[kind], numberOf(decided + waiting), numberOf(total))
  const stop = html`<button type="button" class="secondary" @click=${actions.stop}>${words.stop}</button>`
  return html`
    <div class="progress">
      <label>${sentence} <progress max=${total} .value=${decided + waiting}></progress></label>
      ${kind.startsWith('siege') ? stop : nothing}
    </div>`
}

/** A screen reader speaks this whenever it changes, so it holds nothing that changes while texts come in. */
const result = (experiment: Experiment, { currency }: Stage): TemplateResult | typeof nothing => {
  const { kind, state, total, decided, waiting, repliesBooked, costUsd, unprotectedUsd } = experiment
  if (state === 'idle' || state === 'running' || total === 0) return nothing
  return html`
    <p>
      <strong>${words.experiment[kind]}.</strong> ${state === 'stopped' ? words.stopped : nothing}
      ${words.result(numberOf(decided), numberOf(repliesBooked))}
      ${waiting === 0 ? nothing : words.waitForRoom(numberOf(waiting))} ${silences(experiment)}
    </p>
    ${
      costUsd === undefined || unprotectedUsd === undefined
        ? nothing
        : html`<p class="cost">${words.cost(moneyOf(costUsd, currency), moneyOf(unprotectedUsd, currency))}</p>`
    }`
}

const silences = ({ silenced }: Experiment): string => {
  const counts = allSilentReasons
    .filter((reason) => silenced[reason])
    .map((reason) => [words.reasons[reason][0], numberOf(silenced[reason] ?? 0)] as const)
  return counts.length === 0 ? '' : words.silences(counts)
}
