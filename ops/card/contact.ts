/**
 * A contact (vCard, RFC 6350 as phones read it) that a phone offers to save: scanned in advance, the number is at hand under a
 * first name, with nothing to type when it is needed, nothing sent or called, and nothing that tells onlookers what it is.
 */
export const contactOf = (name: string, number: string): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`, `TEL;TYPE=CELL:${number}`, 'END:VCARD'].join('\r\n')
