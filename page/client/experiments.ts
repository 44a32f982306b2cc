import { html, nothing, type TemplateResult } from 'lit/html.js'

import { allSilentReasons } from '../../shared/rules/telemetry.ts'
import type { Actions } from './actions.ts'
import { moneyOf, numberOf, words } from './language.ts'
import type { Experiment, ExperimentKind, Stage } from './protocol.ts'
import type { State } from './state.ts'

/** Shows buttons that start experiments, and the outcome of the newest one. */
export const experiments = (
  { experiment, refusal, restarting, stage }: State,
  actions: Actions,
): TemplateResult => html`
  <section class="experiments" aria-labelledby="experiments">
    <h2 id="experiments">${words.experiments}</h2>
    <div class="buttons">
      ${kindsFor(experiment).map(
        (kind) =>
          html`<button type="button" class="secondary" title=${words.shows[kind]} data-experiment=${kind} @click=${() => actions.tryOut(kind)}>
            ${words.experiment[kind]}
          </button>`,
      )}
      <button type="button" class="secondary" title=${words.startsAfresh} ?disabled=${restarting} @click=${actions.startAfresh}>
        ${restarting ? words.startingAfresh : words.startAfresh}
      </button>
    </div>
    ${experiment === undefined || experiment.state === 'idle' ? nothing : html`<p class="hint">${words.shows[experiment.kind]}</p>`}
    ${experiment === undefined ? nothing : progress(experiment, actions)}
    <div role="status">${experiment === undefined ? nothing : outcome(experiment, stage?.currency ?? dollars)}</div>
    <p class="error" role="alert">${refusal}</p>
  </section>`

type Currency = Stage['currency']

const dollars: Currency = { code: 'USD', perUsd: 1 }

const kindsFor = (experiment: Experiment | undefined): readonly ExperimentKind[] => [
  'testers',
  'harasser',
  'siege-few',
  'siege-many',
  'throttle',
  experiment?.paused ? 'resume' : 'pause',
]

const progress = ({ kind, state, decided, total }: Experiment, actions: Actions): TemplateResult | typeof nothing => {
  if (state !== 'running' || total === 0) return nothing
  const sentence = words.progress(words.experiment[kind], numberOf(decided), numberOf(total))
  return html`
    <div class="progress">
      <label>
        ${sentence}
        <progress max=${total} .value=${decided}></progress>
      </label>
      ${kind.startsWith('siege') ? html`<button type="button" class="secondary" @click=${actions.stop}>${words.stop}</button>` : nothing}
    </div>`
}

/** A screen reader speaks this whenever it changes, so it holds nothing that changes while texts come in. */
const outcome = (experiment: Experiment, currency: Currency): TemplateResult => html`
  ${experiment.paused ? html`<p>${words.paused}</p>` : nothing}
  ${experiment.throttled ? html`<p>${words.throttled}</p>` : nothing} ${ended(experiment) ? result(experiment, currency) : nothing}`

const ended = ({ state, total }: Experiment): boolean => (state === 'done' || state === 'stopped') && total > 0

const result = (experiment: Experiment, currency: Currency): TemplateResult => {
  const { kind, state, decided, repliesBooked, costUsd, unprotectedUsd } = experiment
  return html`
    <p>
      <strong>${words.experiment[kind]}.</strong> ${state === 'stopped' ? words.stopped : nothing}
      ${words.result(numberOf(decided), numberOf(repliesBooked))} ${silences(experiment)}
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
    .map((reason) => `${words.reasons[reason][0]} ${numberOf(silenced[reason] ?? 0)}`)
  return counts.length === 0 ? '' : words.silences(counts.join(', '))
}
