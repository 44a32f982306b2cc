/**
 * A contact (vCard 3.0, RFC 2426) that a phone offers to save. Whoever scans it in advance has the number under a first name,
 * and needs to type nothing later. Nothing is sent or called, and onlookers can't tell what the number is for.
 */
export const contactOf = (name: string, number: string): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`, `TEL;TYPE=CELL:${number}`, 'END:VCARD'].join('\r\n')
