import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'

import { keywordOf } from '../../shared/rules/opt-out.ts'
import { timeOf, words } from './language.ts'
import type { Message } from './protocol.ts'
import { isCall, type State } from './state.ts'

/** The most messages on a phone, because more would make the page slow. */
const maxShown = 200

/** Shows the messages on a phone, and below each of its own texts and calls what became of it. */
export const bubbles = (state: State, messages: readonly Message[]): TemplateResult => {
  if (messages.length === 0) return html`<p class="hint">${words.nothingYet}</p>`
  return html`<ol class="bubbles">
    ${repeat(
      messages.slice(-maxShown),
      ({ id, direction }) => `${direction} ${id}`,
      (message) => (isCall(state, message) ? called(message, state) : written(message, state)),
    )}
  </ol>`
}

const written = (message: Message, state: State): TemplateResult => html`
  <li class="bubble ${message.direction}">
    <p class="text" dir="auto">${message.text.trim() === '' ? html`<i>${words.noWords}</i>` : message.text}</p>
    ${beneath(message, state)}
  </li>`

const called = (message: Message, state: State): TemplateResult => html`
  <li class="bubble inbound call">
    <p class="text">${words.called}</p>
    ${beneath(message, state)}
  </li>`

const beneath = (message: Message, state: State): TemplateResult => html`
  <p class="when"><time datetime=${message.at}>${timeOf(message.at)}</time> ${ticks(message)}</p>
  ${message.direction === 'inbound' ? verdict(message, state) : ''}`

const ticks = ({ receipt }: Message): TemplateResult | typeof nothing =>
  receipt === undefined
    ? nothing
    : html`<span class="ticks ${receipt}" title=${words.receipt[receipt]}>
        <span aria-hidden="true">${receipt === 'sent' ? '✓' : '✓✓'}</span>
        <span class="visually-hidden">${words.receipt[receipt]}</span>
      </span>`

const verdict = (message: Message, state: State): TemplateResult => {
  const { kind, sentence } = verdictOn(message, state)
  return html`<p class="verdict ${kind}">${sentence}</p>`
}

type Verdict = { readonly kind: 'open' | 'answered' | 'silent' | 'trouble'; readonly sentence: string }

/** A reply that would be due at the very end of an hour is due at the start of the next hour instead. */
const edgeOfHourMs = 60_000

/** Whether a reply waits for longer than the longest delay: the hours before it were full. */
export const waitsForRoom = ({ at, decision, outcome }: Message, { stage, now }: State): boolean =>
  decision?.kind === 'reply' &&
  outcome === undefined &&
  Date.parse(decision.dueAt) > now &&
  Date.parse(decision.dueAt) - Date.parse(at) > (stage?.replyDelayMs.max ?? 0) + edgeOfHourMs

/** Says in plain words what was decided about a text, why, and what became of its reply. */
const verdictOn = (message: Message, state: State): Verdict => {
  const { decision, outcome, delivery } = message
  if (decision === undefined) return { kind: 'open', sentence: words.undecided }
  if (decision.kind === 'silent') {
    const isStart = decision.reason === 'opted-out' && keywordOf(message.text) === 'start'
    return { kind: 'silent', sentence: words.silence(...(isStart ? words.start : words.reasons[decision.reason])) }
  }
  if (outcome === undefined) return { kind: 'open', sentence: waiting(message, decision.dueAt, state) }
  const sentence = words.outcome[outcome]
  if (delivery === undefined) return { kind: outcome === 'sent' ? 'answered' : 'trouble', sentence }
  return {
    kind: delivery === 'delivered' ? 'answered' : 'trouble',
    sentence: `${sentence} ${words.delivery[delivery]}`,
  }
}

/** Sending takes a moment, so a reply is not overdue as soon as it is due. */
const momentMs = 3000

const waiting = (message: Message, due: string, state: State): string => {
  const dueAt = timeOf(due)
  if (Date.parse(due) + momentMs < state.now) return words.overdue(dueAt, whatFor(message, state))
  return waitsForRoom(message, state) ? words.waitingForRoom(dueAt) : words.waiting(dueAt)
}

/** What an overdue reply waits for. */
const whatFor = ({ to }: Message, { sending }: State): string => {
  const refused = sending?.refused.find(({ line }) => line === to)
  if (sending?.paused) return words.waitsFor.resume
  if (refused !== undefined) return words.waitsFor.line(refused.reason)
  return sending?.throttled ? words.waitsFor.rate : words.waitsFor.turn
}
