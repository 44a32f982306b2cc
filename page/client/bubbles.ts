import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { isStart } from '../../shared/rules/opt-out.ts'
import { minute } from '../../shared/rules/timing.ts'
import { timeOf, words } from './language.ts'
import type { Message } from './protocol.ts'
import { isCall, type State } from './state.ts'

/** The most messages on a phone, because more would make the page slow. */
const maxShown = 200

/** Shows the messages on a phone, and what became of its own: of texts in a row with the same fate, below the last. */
export const bubbles = (state: State, messages: readonly Message[]): TemplateResult => {
  if (messages.length === 0) return html`<p class="hint">${words.nothingYet}</p>`
  const shown: { readonly message: Message; readonly verdict: Verdict | undefined; readonly times: number }[] = []
  for (const message of messages.slice(-maxShown)) {
    const [verdict, last] = [verdictOn(message, state), shown.at(-1)]
    const isAgain =
      verdict !== undefined && verdict.sentence === last?.verdict?.sentence && isSame(message, last.message)
    // The same words in a row are taken together, or the answer among them would be hard to find.
    if (isAgain) shown.pop()
    shown.push({ message, verdict, times: isAgain ? last.times + 1 : 1 })
  }
  return html`<ol class="bubbles">
    ${repeat(
      shown,
      ({ message }) => `${message.direction} ${message.id}`,
      ({ message, verdict, times }, i) => {
        const next = shown[i + 1]?.verdict
        const says = verdict === undefined || verdict.sentence !== next?.sentence
        return bubble(message, state, says ? verdict : 'as the next', times)
      },
    )}
  </ol>`
}

const isSame = (a: Message, b: Message): boolean => a.text === b.text && a.to === b.to

const bubble = (
  message: Message,
  state: State,
  verdict: Verdict | undefined | 'as the next',
  times: number,
): TemplateResult => {
  const { direction, text, at } = message
  const called = isCall(state, message)
  const shown = text.trim() === '' ? html`<i>${words.noWords}</i>` : text
  return html`
    <li class="bubble ${direction} ${called ? 'call' : ''}">
      <p class="text" dir="auto">${called ? words.called : shown}${times === 1 ? '' : ` × ${times}`}</p>
      ${
        verdict === 'as the next'
          ? nothing
          : html`<p class="when"><time datetime=${at}>${timeOf(at)}</time> ${ticks(message)}</p>
            ${verdict && html`<p class="verdict ${verdict.kind}">${verdict.sentence}</p>`}`
      }
    </li>`
}

const ticks = ({ receipt }: Message): TemplateResult | typeof nothing =>
  receipt === undefined
    ? nothing
    : html`<span class="ticks ${receipt}" title=${words.receipt[receipt]}>
        <span aria-hidden="true">${receipt === 'sent' ? '✓' : '✓✓'}</span>
        <span class="visually-hidden">${words.receipt[receipt]}</span>
      </span>`

type Verdict = { readonly kind: 'open' | 'answered' | 'silent' | 'trouble'; readonly sentence: string }

const verdict = (kind: Verdict['kind'], sentence: string): Verdict => ({ kind, sentence })

const verdictOn = (message: Message, state: State): Verdict | undefined => {
  const { at, decision, outcome, delivery, direction } = message
  if (direction === 'reply') return undefined
  if (decision === undefined)
    return verdict('open', Date.parse(at) + momentMs < state.now ? words.undecidedYet : words.undecided)
  if (decision.kind === 'silent') {
    const ends = decision.reason === 'opted-out' && isStart(message.text)
    return verdict('silent', words.silence(...(ends ? words.start : words.reasons[decision.reason])))
  }
  if (outcome === undefined) return verdict('open', waiting(message, decision.dueAt, state))
  const isSoon = (state.stage?.replyDelayMs.max ?? 0) < minute
  const sentence = outcome === 'sent' && isSoon ? words.sentSoon : words.outcome[outcome]
  if (delivery === undefined) return verdict(outcome === 'sent' ? 'answered' : 'trouble', sentence)
  return verdict(delivery === 'delivered' ? 'answered' : 'trouble', `${sentence} ${words.delivery[delivery]}`)
}

/** Deciding and sending take a moment, so a text doesn't wait as soon as it is sent, nor is a reply overdue at once. */
const momentMs = 3000

/** A reply that would be due at the very end of an hour is due at the start of the next hour instead. */
const edgeOfHourMs = minute

const waiting = (message: Message, due: string, state: State): string => {
  const dueAt = timeOf(due)
  if (Date.parse(due) + momentMs < state.now) return words.overdue(dueAt, heldBy(message, state))
  const longestMs = (state.stage?.replyDelayMs.max ?? 0) + edgeOfHourMs
  return Date.parse(due) - Date.parse(message.at) > longestMs ? words.afterWaiting(dueAt) : words.waiting(dueAt)
}

const heldBy = ({ to }: Message, { sending }: State): string => {
  const refused = sending?.refused.find(({ line }) => line === to)
  if (sending?.paused) return words.heldBy.resume
  if (refused !== undefined) return words.heldBy.line(refused.reason)
  return words.heldBy.pace
}
