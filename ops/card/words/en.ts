type Situation = readonly [situation: string, outcome: string]

/** What cards and the file for phones say. */
export const en = {
  /** First names that women and men bear. The sources were read in stored copies on 2026-11-28. */
  // themanc.com/trending/the-uks-fastest-rising-unisex-baby-names-have-been-revealed
  names: ['Alex', 'Ashley', 'Charlie', 'Frankie', 'Jamie', 'Jordan', 'Morgan', 'Taylor'],
  /** What stands across a number that is nobody's, in capitals, so that nobody hands it out or relies on it. */
  sample: 'SAMPLE',
  /** What to say to the staff of a bar who don't know its code name. */
  asking: '“I need help, I don’t feel safe.”',
  /** It must be true of every line: settings decide how long a reply waits, and a line that takes calls rings. */
  card: {
    purpose:
      'Cut this off. Somebody insists? Give them this number: whoever writes to it is asked to leave you in peace. The code saves it. Nobody picks up.',
    danger: (numbers: string) => `In danger, not this number, but: ${numbers}.`,
    noEmergencyNumber: 'In danger, not this number, but in Europe 112.',
    /** Who listens at any hour, and who does by day. */
    always: (numbers: string) => `Day and night: ${numbers}.`,
    byDay: (numbers: string) => `To talk to somebody: ${numbers}.`,
  },
  helplines: {
    causes: {
      police: 'police',
      speechless: 'if you can’t speak',
      medical: 'doctor',
      emergency: 'any emergency',
      deaf: 'deaf people',
      minors: 'under 18',
      exploited: 'minors, missing or exploited',
      online: 'young people, harassment and internet',
      women: 'violence against women',
      men: 'violence against men',
      couple: 'violence between partners',
      home: 'violence at home',
      sexual: 'sexual violence',
      harassment: 'violence and harassment',
      violence: 'any violence',
      victims: 'victims of crime',
      talk: 'somebody to talk to',
      anyAge: 'somebody to talk to, at any age',
      distress: 'distress or thoughts of suicide',
    },
    regions: {
      quebec: 'Quebec',
      englandAndWales: 'England and Wales',
      scotland: 'Scotland',
      wales: 'Wales',
      someRegions: 'not in all regions',
      zurich: 'Zurich',
      basel: 'Basel',
    },
    press: '; can’t speak? on a mobile, press {} when asked',
    chat: 'chat',
    app: 'app',
    beforehand: 'set up beforehand',
    others: 'other languages',
    unknownLanguage: 'language not known',
    always: 'day and night',
    holidays: 'except on holidays',
    unknownHours: 'hours not known',
    /** What stands around hours. */
    clock: '{} h',
  },
  /** What the page says. It is read in fear and in haste, and must be true of every line, whether it rings or not. */
  leaflet: {
    /** What tabs, histories and lists of files show: nothing of what the page is for. */
    title: 'Notes',
    /** Whoever looks over a shoulder sees nothing else until it is touched, and after it is left. */
    list: ['Bread', 'Milk', 'Coffee', 'Washing-up liquid'],
    more: 'More notes',
    links: 'Links',
    leave: 'Leave now',
    /** Where no script runs, nothing else closes it. */
    close: (title: string) => `To close this, touch “${title}” above.`,

    lead: 'For whoever insists: this number asks them to leave you in peace.',
    saveNow:
      'Save it now, under a first name: when the moment comes, you only have to read it out or show it. This page works offline and sends nothing.',
    firstName: 'First name of the contact',
    save: 'Save',

    replies: 'What the person will get',
    between: (min: string, max: string) => `${min} to ${max}`,
    reply: (delay: string) => `They write to the number. ${delay} later, they get this message:`,
    timeToLeave: 'That leaves you time to go.',
    silence: 'If they insist, they get nothing but silence.',
    laterReplies: 'If they write again much later, they may still get:',
    countries: (list: string) => `Countries whose mobile phones get a reply: ${list}.`,
    notAlways: 'Sometimes no reply goes out at all, for instance when too many messages come at once.',
    answersToday: (page: string) => `Whether it answers today: ${page}`,

    limits: 'When it doesn’t protect you',
    calls: [
      'They call.',
      'Nobody picks up, and some lines don’t even ring. You can say beforehand: “Write to me, I don’t answer numbers that I don’t know.”',
    ] satisfies Situation,
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
    emergencyNumbers: 'This number alerts nobody. These do:',
    noEmergencyNumber: 'This number alerts nobody. Look up your country’s emergency number now, and keep it.',
    helpNumbers: 'If you want to talk to somebody.',
    men: 'Men are listened to as well, except where it says women.',
    copy: 'Nothing here opens a site: copy the address.',
    staff: (name: string, asking: string) =>
      `In a bar or another place that takes part, you can ask the staff for ${name}. Not all of them know what that means. If they don’t understand, say: ${asking}`,
    afterwards: 'Afterwards',
    /** For how long: docs/sources.md. */
    urgent:
      'What can’t wait: a doctor, if you were hurt or perhaps drugged, because blood and urine show a drug for hours or a few days only. Don’t wash; keep the clothes in paper. Ask the bar today to keep its film, which is soon deleted.',
    /** What proves most: techsafety.org/documentationtips, 3advance.github.io/NNEDV-Content, read on 2026-11-28. */
    evidence:
      'Keep what can prove it: the whole conversation, screenshots with date and number, the names of witnesses.',
    write:
      'Write down what happened, when, where, who saw it, and the exact words. Paper leaves no trace on a phone. There is a sheet for that: ask whoever gave you this number, or take any paper.',
    minors: 'Under 18?',
    minorsMay:
      'It is not your fault. Tell an adult whom you trust, in your family or not. You may ask for help without your parents.',
    minorsAsk: 'Ask those who listen what you may do alone.',
    minorsInFrance:
      'In France you may go to the police or the gendarmerie without them and make a complaint, with an adult of your choice if you like.',
    sources: 'Sources, and when they were read',

    traces: 'What stays on your phone',
    /**
     * What the Safety Net project recommends to say (techsafety.org/agency-website-safety-tips,
     * techsafety.org/survivorscloud, read in stored copies on 2026-11-28).
     */
    left: 'This file stays among your downloads and in the chat where you got it, and perhaps in the history of the app that opened it. A contact that you save may leave a file, too, and show up on other devices, or for other people, that share your account. Delete what somebody might look for, but think first: nothing removes every trace, and what is suddenly gone may be noticed, too. A call or a text to the numbers above stays in your phone’s lists.',

    privacy: 'What the number keeps',
    kept: (period: string, failed: string) =>
      `Of you it keeps nothing: it doesn’t know who you are. Of the person who writes, it keeps a coded form of their number and the times of its replies, for ${period} in general, or for a year if they sent STOP. Their message is deleted once a reply is decided on, usually within seconds, or after ${failed} or more if that fails; the services that carried it may keep a copy for longer.`,
  },
}

export type Words = typeof en
