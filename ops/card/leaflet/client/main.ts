import { contactOf, unhide } from '../../contact.ts'

/** Makes the button show and hide the number. The number is in the page, and so on paper, only while it is shown. */
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
  // After going back to the page, the number must be shown anew.
  addEventListener('pagehide', () => show(false))
  show(false)
  find('.live').hidden = false
}

/** Leaves out characters that would end a field of the contact. */
const nameIn = (typed: string): string => typed.replace(/[^\p{L}\p{M} '’-]/gu, '').trim()

const save = (name: string, number: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([contactOf(name, number)], { type: 'text/vcard;charset=utf-8' }))
  link.download = `${name}.vcf`
  link.click()
}

for (const box of document.querySelectorAll<HTMLElement>('[data-hidden]')) enliven(box)
