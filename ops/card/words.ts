import type { Language } from '../../shared/rules/messages.ts'
import type { CardRemark } from '../carrier.ts'
import { codeNameFor } from './leaflet/code-names.ts'
import { type EmergencyNumber, emergencyNumbersIn, helpNumbersIn } from './leaflet/emergency-numbers.ts'

/** What a card's words are about. */
export type CardSubject = {
  readonly language: Language
  /** The countries where the number is at home. */
  readonly countries: readonly string[]
  /** What else there is to know about this number. */
  readonly remark: CardRemark | undefined
}

/** The words on the part of the card that is cut off: first what the number does, then whom else to turn to. */
export const wordsOn = ({ language, countries, remark }: CardSubject): readonly [string, string] => {
  const words = wordsIn[language]
  const name = codeNameFor(countries, language)
  const [emergencies, helps] = [emergencyNumbersIn(countries), helpNumbersIn(countries)].map((numbers) =>
    [...new Set(numbers.map((one) => `${one.number} (${inShort(one, language)})`))].join(', '),
  )
  return [
    [words.purpose, remark?.warning[language], remark?.besides?.[language]].filter(Boolean).join(' '),
    [
      emergencies ? words.danger(emergencies) : words.noEmergencyNumber,
      helps && words.help(helps),
      name && words.staff(name),
      words.evidence,
      words.cut,
    ]
      .filter(Boolean)
      .join(' ')
      // The font lacks this space, and the apostrophes of a card are straight.
      .replaceAll('\u202f', '\u00a0')
      .replaceAll('’', "'"),
  ]
}

const inShort = ({ what }: EmergencyNumber, language: Language): string => what[language].replace(/\s*[,;].*/, '')

type CardWords = {
  readonly purpose: string
  readonly cut: string
  readonly danger: (numbers: string) => string
  readonly noEmergencyNumber: string
  readonly help: (numbers: string) => string
  readonly staff: (name: string) => string
  readonly evidence: string
}

/** They must be true of every line: settings decide how long a reply waits, and a line that takes calls rings. */
const wordsIn: { readonly [L in Language]: CardWords } = {
  fr: {
    purpose:
      "Un numéro à donner à la place du vôtre. Qui lui écrit reçoit, après un moment, un message courtois qui demande de vous laisser en paix. Personne ne décroche, et la réponse n'est pas immédiate\u00a0: qui vérifie aussitôt, ou vous connaît, ne s'y trompera pas. Le code enregistre un contact ordinaire\u00a0; rien n'est envoyé.",
    cut: 'À lire, puis à découper.',
    danger: (numbers) => `Ce n'est pas un numéro d'urgence. En danger\u00a0: ${numbers}.`,
    noEmergencyNumber: "Ce n'est pas un numéro d'urgence\u00a0: en Europe, appelez le 112.",
    help: (numbers) => `Pour en parler\u00a0: ${numbers}.`,
    staff: (name) => `Dans un bar qui participe, demandez ${name}\u00a0: on vous aidera.`,
    evidence: 'Gardez les preuves\u00a0: messages entiers, dates, témoins.',
  },
  en: {
    purpose:
      "A number to give instead of yours. Whoever writes to it gets, after a while, one courteous message that asks them to leave you in peace. Nobody picks up, and it doesn't answer at once: someone who checks on the spot, or who knows you, is not fooled. The code saves it as an ordinary contact; nothing is sent.",
    cut: 'Read this, then cut it off.',
    danger: (numbers) => `It is no emergency number. In danger: ${numbers}.`,
    noEmergencyNumber: 'It is no emergency number: in Europe, call 112.',
    help: (numbers) => `To talk to somebody: ${numbers}.`,
    staff: (name) => `In a bar that takes part, ask for ${name}: the staff will help.`,
    evidence: 'Keep evidence: whole messages, dates, witnesses.',
  },
  de: {
    purpose:
      'Eine Nummer, die Sie statt Ihrer eigenen nennen können. Wer ihr schreibt, wird nach einer Weile höflich gebeten, Sie in Ruhe zu lassen. Niemand nimmt ab, und sie antwortet nicht sofort: Wer sie gleich prüft oder Sie kennt, lässt sich nicht täuschen. Der Code speichert sie als gewöhnlichen Kontakt; gesendet wird nichts.',
    cut: 'Lesen, dann abschneiden.',
    danger: (numbers) => `Sie ist keine Notrufnummer. Bei Gefahr: ${numbers}.`,
    noEmergencyNumber: 'Sie ist keine Notrufnummer: In Europa gilt die 112.',
    help: (numbers) => `Zum Reden: ${numbers}.`,
    staff: (name) => `Fragen Sie in einer Bar, die mitmacht, nach ${name}: Man hilft Ihnen.`,
    evidence: 'Heben Sie Beweise auf: ganze Nachrichten, Daten, Zeugen.',
  },
  es: {
    purpose:
      'Un número para dar en lugar del suyo. Quien le escriba recibirá, al cabo de un rato, el ruego cortés de dejarle a usted en paz. Nadie atiende las llamadas, y el número no responde al momento: quien lo compruebe enseguida, o quien le conozca, no se dejará engañar. El código lo guarda como un contacto cualquiera; no se envía nada.',
    cut: 'Lea esto y recórtelo después.',
    danger: (numbers) => `No es un número de emergencias. En peligro: ${numbers}.`,
    noEmergencyNumber: 'No es un número de emergencias: en Europa, llame al 112.',
    help: (numbers) => `Para hablar: ${numbers}.`,
    staff: (name) => `En un bar que participe, pregunte por ${name}: le ayudarán.`,
    evidence: 'Guarde pruebas: mensajes enteros, fechas, testigos.',
  },
  it: {
    purpose:
      "Un numero da dare al posto del Suo. Chi gli scrive riceve, dopo un po', la cortese richiesta di lasciarLa in pace. Nessuno risponde alle chiamate, e la risposta a un messaggio non arriva subito: chi controlla all'istante, o chi La conosce, non si lascia ingannare. Il codice lo salva come un contatto qualsiasi; non viene inviato nulla.",
    cut: 'Da leggere, poi da tagliare.',
    danger: (numbers) => `Non è un numero di emergenza. In pericolo: ${numbers}.`,
    noEmergencyNumber: 'Non è un numero di emergenza: in Europa, chiami il 112.',
    help: (numbers) => `Per parlarne: ${numbers}.`,
    staff: (name) => `In un bar che aderisce, chieda di ${name}: La aiuteranno.`,
    evidence: 'Conservi le prove: messaggi interi, date, testimoni.',
  },
  nl: {
    purpose:
      'Een nummer om te geven in plaats van het uwe. Wie ernaar een bericht stuurt, krijgt na een tijdje een beleefd bericht met het verzoek u met rust te laten. Er neemt niemand op, en het antwoordt niet meteen: wie het ter plekke nagaat of u kent, trapt er niet in. De code bewaart het als een gewoon contact; er wordt niets verstuurd.',
    cut: 'Lees dit en knip het dan af.',
    danger: (numbers) => `Het is geen noodnummer. In gevaar: ${numbers}.`,
    noEmergencyNumber: 'Het is geen noodnummer: bel in Europa 112.',
    help: (numbers) => `Om te praten: ${numbers}.`,
    staff: (name) => `Vraag in een café dat meedoet naar ${name}: men helpt u.`,
    evidence: 'Bewaar bewijs: hele berichten, data, getuigen.',
  },
}
