import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { html, type TemplateResult } from 'lit/html.js'
import type { Actions } from './actions.ts'
import { type NamedLine, namedLines, words } from './language.ts'
import { phone } from './phone.ts'
import { freshSender, type State } from './state.ts'

/** Shows the open phones side by side. A narrow screen shows one, and lets people choose which. */
export const phones = (state: State, actions: Actions): TemplateResult => html`
  <section class="phones" aria-labelledby="phones">
    <h2 id="phones">${words.phones}</h2>
    ${newPhone(state, actions)} ${choices(state, actions)}
    <div class="side-by-side ${state.open.length > 1 ? 'several' : ''}">
      ${repeat(
        state.open,
        (sender) => sender,
        (sender) => phone(state, actions, sender),
      )}
    </div>
  </section>`

const newPhone = (state: State, actions: Actions): TemplateResult => {
  const field = () => document.querySelector<HTMLInputElement>('.new-phone input')
  const open = (event: SubmitEvent): void => {
    event.preventDefault()
    const number = withoutSpaces(field()?.value ?? '')
    if (isSender(number)) {
      actions.openPhone(number)
      requestAnimationFrame(() => focusOn(number))
      return
    }
    field()?.setCustomValidity(words.noSender(freshSender(state) ?? '+33612345678'))
    field()?.reportValidity()
  }
  return html`
    <form class="new-phone" autocomplete="off" @submit=${open}>
      <label>
        ${words.newSender}
        <input
          required
          list="example-senders"
          .value=${freshSender(state) ?? ''}
          @input=${() => field()?.setCustomValidity('')}
        />
      </label>
      <datalist id="example-senders">${state.stage?.exampleSenders.map(exampleSender)}</datalist>
      <button class="secondary">${words.openPhone}</button>
    </form>`
}

/** A sender who hides the number has only an id, which means nothing to people. */
const exampleSender = (sender: string): TemplateResult =>
  sender.startsWith('+')
    ? html`<option>${sender}</option>`
    : html`<option value=${sender}>${words.hiddenNumber}</option>`

const choices = (state: State, actions: Actions): TemplateResult => html`
  <div class="choices">
    <label class="only-narrow" ?hidden=${state.open.length < 2}>
      ${words.shownSender} ${select(state.open.map(bothWays), state.shown, actions.showPhone)}
    </label>
    <label ?hidden=${(state.stage?.lines.length ?? 0) < 2}>
      ${words.line} ${select(namedLines(state.stage), state.line, actions.chooseLine)}
    </label>
  </div>`

const bothWays = (value: string): NamedLine => ({ address: value, name: value })

const select = (choices: readonly NamedLine[], chosen: string, choose: (address: string) => void): TemplateResult => {
  const changed = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLSelectElement) choose(currentTarget.value)
  }
  return html`
    <select @change=${changed}>
      ${repeat(
        choices,
        ({ address }) => address,
        ({ address, name }) => html`<option value=${address} .selected=${live(address === chosen)}>${name}</option>`,
      )}
    </select>`
}

const withoutSpaces = (sender: string): string =>
  /^\s*\+[\d\s.()-]+$/.test(sender) ? sender.replace(/[^+\d]/g, '') : sender.trim()

/** Whether this is a number with its country code, or the id of a sender who hides the number. */
const isSender = (sender: string): boolean => /^\+[1-9]\d{5,14}$|^[A-Z]{2}\.(ENT\.)?\w+$/.test(sender)

const focusOn = (sender: string): void =>
  document.querySelector<HTMLInputElement>(`[data-sender="${CSS.escape(sender)}"] .composer input`)?.focus()

/** Scrolls the newest phone into view, unless somebody is using another. */
export const revealNewest = (): void => {
  const sideBySide = document.querySelector('.side-by-side')
  if (sideBySide !== null && !sideBySide.contains(document.activeElement))
    sideBySide.scrollTo({ left: sideBySide.scrollWidth })
}
