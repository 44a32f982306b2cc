type Contact = {
  readonly name: string
  readonly number: string
  /** The only network on which the number answers; empty if it answers like any other. */
  readonly network: string
}

/**
 * A contact (vCard 3.0, RFC 2426) that a phone offers to save. Whoever saves it in advance has the number under a first name, and needs to
 * type nothing later. Nothing is sent or called, and onlookers can't tell what the number is for.
 *
 * The network is the last name, "Camille WhatsApp", as people write it themselves. A name stands above the number wherever a contact is
 * shown, to those who give it out and to those who copy it; a note stands at the end, if at all.
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
