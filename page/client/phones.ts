import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Actions } from './actions.ts'
import { type NamedLine, namedLines, words } from './language.ts'
import { phone } from './phone.ts'
import { freshSender, type State } from './state.ts'

/** Shows one phone, and lets people choose which, and open another. */
export const phones = (state: State, actions: Actions): TemplateResult => {
  const lines = namedLines(state.stage)
  const open = state.open.map((sender) => ({ address: sender, name: nameOf(sender) }))
  return html`
    <section class="phones" aria-labelledby="phones">
      <h2 id="phones" class="visually-hidden">${words.phones}</h2>
      ${
        state.shown === ''
          ? nothing
          : phone(state, actions, select(words.shownSender, open, state.shown, actions.showPhone))
      }
      <details class="fold">
        <summary>${words.anotherPhone}</summary>
        ${newPhone(state, actions)}
      </details>
      <label ?hidden=${lines.length < 2}>
        ${words.line} ${select(words.line, lines, state.line, actions.chooseLine)}
      </label>
    </section>`
}

const newPhone = (state: State, actions: Actions): TemplateResult => {
  const field = () => document.querySelector<HTMLInputElement>('.new-phone input')
  const open = (event: SubmitEvent): void => {
    event.preventDefault()
    const number = withoutSpaces(field()?.value ?? '')
    if (isSender(number)) {
      actions.showPhone(number)
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.composer input')?.focus())
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
      <datalist id="example-senders">
        ${state.stage?.exampleSenders.map((sender) => html`<option value=${sender}>${nameOf(sender)}</option>`)}
      </datalist>
      <button class="secondary">${words.openPhone}</button>
    </form>`
}

/** A sender who hides the number has only an id, which means nothing to people. */
const nameOf = (sender: string): string => (sender.startsWith('+') ? sender : `${sender} (${words.hiddenNumber})`)

const select = (
  label: string,
  choices: readonly NamedLine[],
  chosen: string,
  choose: (address: string) => void,
): TemplateResult => {
  const changed = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLSelectElement) choose(currentTarget.value)
  }
  return html`
    <select aria-label=${label} @change=${changed}>
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
