/**
 * A contact (vCard 3.0, RFC 2426) that a phone offers to save. Whoever scans it in advance has the number under a first name,
 * and needs to type nothing later. Nothing is sent or called, and onlookers can't tell what the number is for.
 */
export const contactOf = (name: string, number: string): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`, `TEL;TYPE=CELL:${number}`, 'END:VCARD'].join('\r\n')

/**
 * Encodes the number for the file. This hides it from crawlers, from a search in the file and from a glance at it, but not from somebody
 * who wants it: a touch of the button shows it.
 */
export const hide = (text: string): string =>
  [...text]
    .map((character, i) => character.charCodeAt(0) ^ maskOf(i))
    .reverse()
    .join(' ')

export const unhide = (hidden: string): string =>
  hidden
    .split(' ')
    .reverse()
    .map((code, i) => String.fromCharCode(Number(code) ^ maskOf(i)))
    .join('')

const maskOf = (i: number): number => (101 + 37 * i) % 256
