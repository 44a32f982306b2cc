import { contactOf } from '../../contact.ts'

const notes = document.querySelectorAll('details')

/** Somebody else may be looking when the user comes back to the page, or has put the phone down. */
const close = (): void => {
  for (const note of notes) note.open = false
}

/** The shopping list is all that is left. There is nothing to go back to, since no page was opened. */
const leave = (): void => {
  for (const note of notes) note.remove()
  scrollTo(0, 0)
}

const untouched = 2 * 60_000
let timer = 0
const touch = (): void => {
  clearTimeout(timer)
  timer = setTimeout(close, untouched)
}

/** Below the notes in other languages, the number might not be on the screen. */
const show = ({ target }: Event): void => {
  if (target instanceof HTMLDetailsElement && target.open) target.scrollIntoView()
}

/** Leaves out characters that would end a field of the contact. */
const nameIn = (typed: string): string => typed.replace(/[^\p{L}\p{M} '’-]/gu, '').trim()

const save = (form: HTMLFormElement, input: HTMLInputElement): void => {
  const name = nameIn(input.value) || input.defaultValue
  const { number = '', network = '' } = form.dataset
  const link = document.createElement('a')
  link.href = URL.createObjectURL(
    new Blob([contactOf({ name, number, network })], { type: 'text/vcard;charset=utf-8' }),
  )
  link.download = `${name}.vcf`
  link.click()
}

for (const form of document.querySelectorAll('form')) {
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    save(form, form.querySelector('input') as HTMLInputElement)
  })
}
for (const button of document.querySelectorAll<HTMLElement>('.leave')) {
  button.hidden = false
  button.addEventListener('click', leave)
}
for (const event of ['toggle', 'pointerdown', 'keydown', 'scroll']) addEventListener(event, touch, true)
addEventListener('toggle', show, true)
addEventListener('pagehide', close)
document.addEventListener('visibilitychange', () => document.hidden && close())
