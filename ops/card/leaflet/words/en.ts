/** A situation, and what the number does in it. */
type Situation = readonly [situation: string, outcome: string]

/**
 * What the page says, and by its shape what every language has to say. It is read in fear and in haste, and must be true of every line: whether
 * it rings, and who else keeps messages, depends on the line.
 */
export const en = {
  /** What tabs, histories and lists of files show: nothing of what the page is for. */
  title: 'Notes',
  heading: 'A number to give instead of yours',
  lead: 'Somebody keeps asking for your number? Give them this one. Whoever writes to it is asked, politely, to leave you in peace.',
  saveNow:
    'Save it now, under a first name: when the moment comes, you only have to read it out or show it. This page works offline and sends nothing.',
  needsScript:
    'The number stays hidden until JavaScript shows it, and JavaScript is off here. Open this page in a browser that has it on.',
  show: 'Show the number',
  hide: 'Hide the number',
  firstName: 'First name of the contact',
  save: 'Save',
  print: 'Print',

  replies: 'What the person will get',
  between: (min: string, max: string) => `${min} to ${max}`,
  reply: (delay: string) => `They write to the number. ${delay} later, they get this message:`,
  timeToLeave: 'That leaves you time to go.',
  silence: 'If they insist, they get nothing but silence.',
  laterReplies: 'If they write again much later, they may still get:',
  countries: (list: string) => `Countries whose mobile phones get a reply: ${list}.`,
  notAlways: 'Sometimes no reply goes out at all, for instance when too many messages come at once.',

  limits: 'When it doesn’t protect you',
  calls: ['They call.', 'Nobody picks up, and some lines don’t even ring.'] satisfies Situation,
  beside: [
    'They stand beside you and check.',
    'No reply comes on the spot, and your phone doesn’t ring: they may see through it.',
  ] satisfies Situation,
  search: [
    'They look the number up.',
    'Any number can be searched for, on the web or in a messaging app, and what comes up may give the number away.',
  ] satisfies Situation,
  known: [
    'They know you.',
    'This number is not for that. Somebody who lives with you, or who knows where to find you, is not fooled and may get angry. Think of your safety first.',
  ] satisfies Situation,

  danger: 'If you are in danger',
  emergencyNumbers: 'This number alerts nobody. If you are in danger, or want to talk to somebody:',
  noEmergencyNumber: 'This number alerts nobody. Look up your country’s emergency number now, and keep it.',
  sources: 'Sources of the emergency numbers, and when they were read',

  privacy: 'What the number keeps',
  kept: (period: string) =>
    `Of you it keeps nothing: it doesn’t know who you are. Of the person who writes, it keeps a coded form of their number and the times of its replies, for ${period} in general, or for a year if they sent STOP. Their message serves to decide on a reply and is then deleted; the services that carried it may keep a copy for longer.`,
}

/** What the page says in one language. */
export type LeafletWords = typeof en
