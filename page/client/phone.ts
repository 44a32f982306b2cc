import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Actions } from './actions.ts'
import { bubbles } from './bubbles.ts'
import { nameOfLine, words } from './language.ts'
import { canBeCalled, type State } from './state.ts'

/** One sender's phone: its messages, and a field for its next text. */
export const phone = (state: State, actions: Actions, sender: string): TemplateResult => {
  const [shown, label] = [sender === state.shown ? 'shown' : '', words.closePhone(sender)]
  const close = () => actions.closePhone(sender)
  return html`
    <section class="phone ${shown}" aria-label=${words.phone(sender)} data-sender=${sender}>
      <header>
        <h3>${sender} ${sender.startsWith('+') ? nothing : html`<small>${words.hiddenNumber}</small>`}</h3>
        <button type="button" class="quiet" aria-label=${label} title=${label} @click=${close}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      <div class="screen" role="log" tabindex="0" aria-label=${words.conversation(sender)}>
        ${bubbles(state, state.conversations.get(sender) ?? [])}
      </div>
      ${composer(state, actions, sender)}
    </section>`
}

/** The server refuses longer texts. */
const maxCharacters = 1600

const composer = (state: State, actions: Actions, sender: string): TemplateResult => {
  const { line, notSent } = state
  const name = nameOfLine(state.stage, line)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const text = new FormData(form).get('text')
    if (typeof text === 'string' && (await actions.send(sender, text))) form.reset()
  }
  return html`
    <form class="composer" autocomplete="off" @submit=${submit}>
      <input
        name="text"
        required
        maxlength=${maxCharacters}
        aria-label=${words.yourTextTo(name)}
        placeholder=${words.yourText}
      />
      <button>${words.send}</button>
      ${canBeCalled(state, line) ? callButton(name, () => actions.call(sender)) : nothing}
    </form>
    <p class="error" role="alert">${notSent[sender]}</p>`
}

const callButton = (line: string, call: () => void): TemplateResult => html`
  <button type="button" class="secondary" aria-label=${words.callLine(line)} @click=${call}>${words.call}</button>`
