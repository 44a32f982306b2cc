import { contactOf } from '../../contact.ts'
import { unhide } from '../hidden.ts'

/** Makes the button of each language show the number and hide it. It is in the page, and so on paper, only while it is shown. */
const enliven = (box: HTMLElement): void => {
  const find = <E extends HTMLElement>(selector: string): E => box.querySelector(selector) as E
  const [national = '', international = ''] = unhide(box.dataset['hidden'] ?? '').split('\n')
  const button = find<HTMLButtonElement>('.toggle')
  const form = find<HTMLFormElement>('form')
  const input = find<HTMLInputElement>('input')

  const show = (shown: boolean): void => {
    find('b').textContent = shown ? national : ''
    find('i').textContent = shown ? international : ''
    form.hidden = !shown
    button.setAttribute('aria-expanded', String(shown))
    button.textContent = (shown ? button.dataset['hide'] : button.dataset['show']) ?? ''
  }

  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') === 'false'))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    save(nameIn(input.value) || input.defaultValue, international.replace(/[^+\d]/g, ''))
  })
  find('.print').addEventListener('click', () => print())
  // Whoever goes back to the page has to ask for the number again.
  addEventListener('pagehide', () => show(false))
  show(false)
  find('.live').hidden = false
}

/** What would end a field of the contact is left out. */
const nameIn = (typed: string): string => typed.replace(/[^\p{L}\p{M} '’-]/gu, '').trim()

const save = (name: string, number: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([contactOf(name, number)], { type: 'text/vcard;charset=utf-8' }))
  link.download = `${name}.vcf`
  link.click()
}

for (const box of document.querySelectorAll<HTMLElement>('[data-hidden]')) enliven(box)
