import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'

import { timeOf, words } from './language.ts'
import type { Message } from './protocol.ts'
import { isCall, type State } from './state.ts'

/** The most messages on a phone, because more would make the page slow. */
const maxShown = 200

/** Shows the messages on a phone, and below each of its own texts and calls what became of it. */
export const bubbles = (state: State, messages: readonly Message[]): TemplateResult => {
  const longestDelayMs = state.stage?.replyDelayMs.max ?? 0
  const bubble = (message: Message) =>
    isCall(state, message) ? called(message, longestDelayMs) : written(message, longestDelayMs)
  if (messages.length === 0) return html`<p class="hint">${words.nothingYet}</p>`
  return html`<ol class="bubbles">
    ${repeat(messages.slice(-maxShown), ({ id, direction }) => `${direction} ${id}`, bubble)}
  </ol>`
}

const written = (message: Message, longestDelayMs: number): TemplateResult => html`
  <li class="bubble ${message.direction}">
    <p class="text" dir="auto">${message.text.trim() === '' ? html`<i>${words.noWords}</i>` : message.text}</p>
    ${beneath(message, longestDelayMs)}
  </li>`

const called = (message: Message, longestDelayMs: number): TemplateResult => html`
  <li class="bubble inbound call">
    <p class="text">${words.called}</p>
    ${beneath(message, longestDelayMs)}
  </li>`

const beneath = (message: Message, longestDelayMs: number): TemplateResult => html`
  <p class="when"><time datetime=${message.at}>${timeOf(message.at)}</time> ${ticks(message)}</p>
  ${message.direction === 'inbound' ? verdict(message, longestDelayMs) : ''}`

/** The ticks by which chats show the delivery state of a message. */
const ticks = ({ receipt }: Message): TemplateResult | typeof nothing =>
  receipt === undefined
    ? nothing
    : html`<span class="ticks ${receipt}" title=${words.receipt[receipt]}>
        <span aria-hidden="true">${receipt === 'sent' ? '✓' : '✓✓'}</span>
        <span class="visually-hidden">${words.receipt[receipt]}</span>
      </span>`

const verdict = (message: Message, longestDelayMs: number): TemplateResult => {
  const { kind, sentence } = verdictOn(message, longestDelayMs)
  return html`<p class="verdict ${kind}">${sentence}</p>`
}

type Verdict = { readonly kind: 'open' | 'answered' | 'silent' | 'trouble'; readonly sentence: string }

/** A reply that would be due at the very end of an hour is due at the start of the next hour instead. */
const edgeOfHourMs = 60_000

/** Whether a reply waits for longer than the longest delay, which means that the hours before it were full. */
export const waitsForRoom = ({ at, decision, outcome }: Message, longestDelayMs: number): boolean =>
  decision?.kind === 'reply' &&
  outcome === undefined &&
  Date.parse(decision.dueAt) - Date.parse(at) > longestDelayMs + edgeOfHourMs

/** Says in plain words what was decided about a text, why, and what became of its reply. */
const verdictOn = (message: Message, longestDelayMs: number): Verdict => {
  const { decision, outcome, delivery } = message
  if (decision === undefined) return { kind: 'open', sentence: words.undecided }
  if (decision.kind === 'silent') return { kind: 'silent', sentence: words.silence(...words.reasons[decision.reason]) }
  const dueAt = timeOf(decision.dueAt)
  if (waitsForRoom(message, longestDelayMs)) return { kind: 'open', sentence: words.waitingForRoom(dueAt) }
  if (outcome === undefined) return { kind: 'open', sentence: words.waiting(dueAt) }
  const sentence = words.outcome[outcome](dueAt)
  if (delivery === undefined) return { kind: outcome === 'sent' ? 'answered' : 'trouble', sentence }
  return {
    kind: delivery === 'delivered' ? 'answered' : 'trouble',
    sentence: `${sentence} ${words.delivery[delivery]}`,
  }
}
