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
