import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Actions } from './actions.ts'
import { bubbles } from './bubbles.ts'
import { nameOfLine, words } from './language.ts'
import { canBeCalled, type State } from './state.ts'

/** Shows a phone: whose it is, its messages, and a field for its next text. */
export const phone = (state: State, actions: Actions, chooser: TemplateResult): TemplateResult => html`
  <section class="phone" aria-label=${words.phone(state.shown)}>
    <header>${chooser}</header>
    <div class="screen" role="log" tabindex="0" aria-label=${words.conversation(state.shown)}>
      ${bubbles(state, state.conversations.get(state.shown) ?? [])}
    </div>
    ${composer(state, actions)}
  </section>`

/** The server refuses longer texts. */
const maxCharacters = 1600

const composer = (state: State, actions: Actions): TemplateResult => {
  const { line, notSent, shown } = state
  const name = nameOfLine(state.stage, line)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const field = form.elements.namedItem('text')
    if (!(field instanceof HTMLInputElement)) return
    const text = field.value
    // Before the answer: what is typed meanwhile is the next text, and a second Enter sends nothing twice.
    field.value = ''
    // Another phone has the same field.
    if (!(await actions.send(shown, text)) && field.dataset['sender'] === shown)
      field.value = `${text} ${field.value}`.trim()
  }
  return html`
    <form class="composer" autocomplete="off" @submit=${submit}>
      <input
        name="text"
        data-sender=${shown}
        required
        maxlength=${maxCharacters}
        aria-label=${words.yourTextTo(name)}
        placeholder=${words.yourText}
      />
      <button class="secondary">${words.send}</button>
      ${canBeCalled(state, line) ? callButton(name, () => actions.call(shown)) : nothing}
    </form>
    <p class="error" role="alert">${notSent[shown]}</p>`
}

const callButton = (line: string, call: () => void): TemplateResult => html`
  <button type="button" class="secondary" aria-label=${words.callLine(line)} @click=${call}>${words.call}</button>`
