type Contact = {
  readonly name: string
  readonly number: string
  /** The only network on which the number answers; empty if it answers like any other. */
  readonly network: string
}

/**
 * A contact (vCard 3.0, RFC 2426) that a phone offers to save; nothing is sent or called. The network is the last name,
 * "Camille WhatsApp", as people write it themselves: a name stands above the number wherever a contact is shown, a note
 * at the end, if at all.
 */
export const contactOf = ({ name, number, network }: Contact): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${network};${name};;;`,
    `FN:${`${name} ${network}`.trim()}`,
    `TEL;TYPE=CELL:${number}`,
    'END:VCARD',
  ].join('\r\n')
