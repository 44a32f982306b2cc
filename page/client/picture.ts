import { html, nothing, type TemplateResult } from 'lit/html.js'
import { chart, dot } from './chart.ts'
import { moneyOf, numberOf, secondsOf, words } from './language.ts'
import type { Experiment, Stage, Timeline } from './protocol.ts'
import type { State } from './state.ts'

/** Shows what arrived in the newest experiment and what was sent, with figures as its legend, and the day's budget. */
export const picture = (state: State): TemplateResult => {
  const { experiment, stage } = state
  return html`
    <section class="picture" aria-label=${words.picture}>
      ${
        experiment?.timeline === undefined || stage === undefined
          ? nothing
          : html`${figures(experiment, stage)} ${bars(experiment.timeline)}`
      }
      ${budget(state)}
    </section>`
}

const figures = (
  { sent, repliesBooked, repliesSent, costUsd, receivedUsd }: Experiment,
  { currency }: Stage,
): TemplateResult => html`
  <dl class="figures">
    <div><dt>${dot('var(--arrived)')} ${words.textsArrived(sent)}</dt><dd>${numberOf(sent)}</dd></div>
    <div>
      <dt>${dot('var(--accent)')} ${words.sentOfPromised(repliesSent, numberOf(repliesBooked), repliesBooked)}</dt>
      <dd>${numberOf(repliesSent)}</dd>
    </div>
    ${
      costUsd === undefined
        ? nothing
        : html`<div><dt>${words.costOfPromised}</dt><dd>${moneyOf(costUsd, currency)}</dd></div>`
    }
    <div><dt>${words.costOfReceiving}</dt><dd>${moneyOf(receivedUsd, currency)}</dd></div>
  </dl>`

const bars = ({ periodMs, arrived, sent }: Timeline): TemplateResult =>
  chart({
    name: words.picture,
    bars: [
      { color: 'var(--arrived)', values: arrived },
      { color: 'var(--accent)', values: sent },
    ],
    label: words.textsEach(secondsOf(periodMs / 1000)),
    seconds: (arrived.length * periodMs) / 1000,
  })

/** Shows how much of the day's budget is used, also by bookings that came to nothing. */
const budget = ({ figures, stage }: State): TemplateResult | typeof nothing => {
  if (figures === undefined || stage === undefined) return nothing
  const [used, limit] = [figures.bookedToday, stage.repliesADay]
  return html`
    <div>
      <p class="note">${words.budget(numberOf(used), numberOf(limit))}</p>
      <svg class="meter" aria-hidden="true"><rect height="100%" width="${(100 * used) / limit}%"></rect></svg>
    </div>`
}
