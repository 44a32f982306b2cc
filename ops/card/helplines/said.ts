import type { Language } from '../../../shared/rules/messages.ts'
import { type Cause, type Helpline, type Region, sendsHelp, speaks } from './helplines.ts'

/** What must be known before a call: for what, where, in which language if not in the reader's, and when. */
export const aboutHelpline = (one: Helpline, language: Language): string => {
  const words = wordsIn[language]
  const press = one.press && words.press(one.press)
  const region = one.region && words.regions[one.region]
  const known = sendsHelp(one) ? [] : [languagesOf(one, language), hoursOf(one, language)]
  return [words.causes[one.for], press, region, ...known].filter(Boolean).join(', ')
}

/** The ways to reach them, the shortest first. Those that a phone can open have an address. */
export const waysTo = ({ call, text, say, whatsapp, chat }: Helpline, language: Language): readonly Way[] => [
  ...(call === undefined ? [] : [{ words: call, address: `tel:${call.replaceAll(' ', '')}` }]),
  ...(text === undefined
    ? []
    : [{ words: `SMS ${text}${say === undefined ? '' : ` (${say})`}`, address: `sms:${text.replaceAll(' ', '')}` }]),
  ...(whatsapp === undefined ? [] : [{ words: `WhatsApp ${whatsapp}` }]),
  ...(chat === undefined ? [] : [{ words: `${wordsIn[language].chat} ${chat}` }]),
]

type Way = { readonly words: string; readonly address?: string }

const languagesOf = (one: Helpline, language: Language): string | undefined => {
  if (speaks(one, language)) return undefined
  const { others, unknownLanguage } = wordsIn[language]
  if (one.languages === undefined) return unknownLanguage
  const names = new Intl.DisplayNames(language, { type: 'language' })
  return one.languages.map((code) => (code === 'mul' ? others : names.of(code))).join(', ')
}

/** Puts the hours of the data into words of the language: "Mon-Thu 8-20" becomes "lun.–jeu. 8–20 h". */
const hoursOf = ({ hours }: Helpline, language: Language): string => {
  const { always, unknownHours, span } = wordsIn[language]
  if (hours === undefined) return unknownHours
  if (hours === '24/7') return always
  return hours
    .replaceAll('-', '–')
    .replaceAll(/\d+–\d+/g, span)
    .replaceAll(/[MTWFS][a-z]{2}/g, (day) => nameOf(day, language))
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The name of a day. The first of January 2024 was a Monday. */
const nameOf = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + days.indexOf(day)),
  )

type HelplineWords = {
  readonly causes: Readonly<Record<Cause, string>>
  readonly regions: Readonly<Record<Region, string>>
  readonly press: (key: string) => string
  readonly chat: string
  readonly others: string
  readonly unknownLanguage: string
  readonly always: string
  readonly unknownHours: string
  readonly span: (hours: string) => string
}

const wordsIn: { readonly [L in Language]: HelplineWords } = {
  fr: {
    causes: {
      police: 'police',
      speechless: 'si vous ne pouvez pas parler',
      medical: 'médecin',
      emergency: 'toute urgence',
      minors: 'moins de 18 ans',
      online: 'jeunes, harcèlement et internet',
      women: 'violences faites aux femmes',
      men: 'violences faites aux hommes',
      couple: 'violences dans le couple',
      home: 'violences à la maison',
      sexual: 'violences sexuelles',
      harassment: 'violences et harcèlement',
      violence: 'toute violence',
      victims: 'victimes d’infractions',
      talk: 'besoin de parler',
    },
    regions: { quebec: 'Québec', englandAndWales: 'Angleterre et pays de Galles' },
    press: (key) => `si vous ne pouvez pas parler, le ${key} quand on vous le demande`,
    chat: 'tchat',
    others: 'autres',
    unknownLanguage: 'langue non précisée',
    always: 'jour et nuit',
    unknownHours: 'horaires non précisés',
    span: (hours) => `${hours}\u00a0h`,
  },
  en: {
    causes: {
      police: 'police',
      speechless: 'if you can’t speak',
      medical: 'doctor',
      emergency: 'any emergency',
      minors: 'under 18',
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
    },
    regions: { quebec: 'Quebec', englandAndWales: 'England and Wales' },
    press: (key) => `if you can’t speak, ${key} when asked to`,
    chat: 'chat',
    others: 'others',
    unknownLanguage: 'language not known',
    always: 'day and night',
    unknownHours: 'hours not known',
    span: (hours) => `${hours}\u00a0h`,
  },
  de: {
    causes: {
      police: 'Polizei',
      speechless: 'wenn Sie nicht sprechen können',
      medical: 'Notarzt',
      emergency: 'jeder Notfall',
      minors: 'unter 18',
      online: 'Jugendliche, Belästigung und Internet',
      women: 'Gewalt gegen Frauen',
      men: 'Gewalt gegen Männer',
      couple: 'Gewalt in der Partnerschaft',
      home: 'häusliche Gewalt',
      sexual: 'sexuelle Gewalt',
      harassment: 'Gewalt und Stalking',
      violence: 'jede Gewalt',
      victims: 'Opfer von Straftaten',
      talk: 'jemand zum Reden',
    },
    regions: { quebec: 'Québec', englandAndWales: 'England und Wales' },
    press: (key) => `wenn Sie nicht sprechen können, ${key} nach Aufforderung`,
    chat: 'Chat',
    others: 'andere',
    unknownLanguage: 'Sprache nicht bekannt',
    always: 'Tag und Nacht',
    unknownHours: 'Zeiten nicht bekannt',
    span: (hours) => `${hours}\u00a0Uhr`,
  },
  es: {
    causes: {
      police: 'policía',
      speechless: 'si no puede hablar',
      medical: 'médico',
      emergency: 'cualquier emergencia',
      minors: 'menores de 18 años',
      online: 'jóvenes, acoso e internet',
      women: 'violencia contra las mujeres',
      men: 'violencia contra los hombres',
      couple: 'violencia en la pareja',
      home: 'violencia en casa',
      sexual: 'violencia sexual',
      harassment: 'violencia y acoso',
      violence: 'cualquier violencia',
      victims: 'víctimas de delitos',
      talk: 'para hablar',
    },
    regions: { quebec: 'Quebec', englandAndWales: 'Inglaterra y Gales' },
    press: (key) => `si no puede hablar, ${key} cuando se lo pidan`,
    chat: 'chat',
    others: 'otros',
    unknownLanguage: 'idioma no indicado',
    always: 'día y noche',
    unknownHours: 'horario no indicado',
    span: (hours) => `${hours}\u00a0h`,
  },
  it: {
    causes: {
      police: 'polizia',
      speechless: 'se non può parlare',
      medical: 'medico',
      emergency: 'qualsiasi emergenza',
      minors: 'meno di 18 anni',
      online: 'giovani, molestie e internet',
      women: 'violenza contro le donne',
      men: 'violenza contro gli uomini',
      couple: 'violenza nella coppia',
      home: 'violenza in casa',
      sexual: 'violenza sessuale',
      harassment: 'violenza e stalking',
      violence: 'qualsiasi violenza',
      victims: 'vittime di reati',
      talk: 'per parlare',
    },
    regions: { quebec: 'Québec', englandAndWales: 'Inghilterra e Galles' },
    press: (key) => `se non può parlare, ${key} quando Le viene chiesto`,
    chat: 'chat',
    others: 'altre',
    unknownLanguage: 'lingua non indicata',
    always: 'giorno e notte',
    unknownHours: 'orario non indicato',
    span: (hours) => `ore\u00a0${hours}`,
  },
  nl: {
    causes: {
      police: 'politie',
      speechless: 'als u niet kunt praten',
      medical: 'arts',
      emergency: 'elk noodgeval',
      minors: 'onder de 18',
      online: 'jongeren, pesten en internet',
      women: 'geweld tegen vrouwen',
      men: 'geweld tegen mannen',
      couple: 'partnergeweld',
      home: 'huiselijk geweld',
      sexual: 'seksueel geweld',
      harassment: 'geweld en stalking',
      violence: 'elk geweld',
      victims: 'slachtoffers van misdrijven',
      talk: 'iemand om mee te praten',
    },
    regions: { quebec: 'Québec', englandAndWales: 'Engeland en Wales' },
    press: (key) => `als u niet kunt praten, ${key} wanneer daarom wordt gevraagd`,
    chat: 'chat',
    others: 'andere',
    unknownLanguage: 'taal niet bekend',
    always: 'dag en nacht',
    unknownHours: 'uren niet bekend',
    span: (hours) => `${hours}\u00a0uur`,
  },
}
