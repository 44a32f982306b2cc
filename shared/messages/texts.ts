/** The replies in every language: the first reply, then those for senders who text again in a later window. */
export const messages = {
  /** The first text is the one of 2017, letter for letter. The second is for senders who text again weeks later. */
  fr: [
    "Si vous recevez ce message, c'est que votre interlocuteur (trice) estime que vous harceliez. Veuillez ne plus l'importuner ainsi !",
    "La personne que vous voulez joindre s'est sentie importunée. Merci de ne pas insister. Une erreur ? Ignorez ce message ou répondez STOP.",
  ],
  en: [
    'You wrote to or called a number that someone gave you. That person felt harassed by you. Please do not bother them any more.',
    'The person you are trying to reach felt bothered. Please do not insist. If this is a mistake, ignore this message, or reply STOP.',
  ],
  de: [
    'Sie haben eine Nummer angeschrieben oder angerufen, die Ihnen jemand gegeben hat. Diese Person fühlt sich von Ihnen belästigt. Bitte lassen Sie sie in Ruhe.',
    'Die Person, die Sie erreichen möchten, fühlte sich bedrängt. Bitte versuchen Sie es nicht weiter. Ein Irrtum? Ignorieren Sie dies oder antworten Sie mit STOP.',
  ],
  /** GSM-7 has no á, í, ó or ú. A word without its accent would be misspelt, so these texts have none of such words. */
  es: [
    'Ha escrito o llamado a un teléfono que le dio una persona. Esa persona se ha sentido acosada por usted. Por favor, no vuelva a molestarla.',
    'La persona con la que intenta comunicarse se ha sentido importunada. Por favor, no insista. Si se trata de un error, ignore este mensaje o responda STOP.',
  ],
  it: [
    'Ha scritto o telefonato a un numero che una persona Le ha dato. Quella persona si è sentita molestata da Lei. Per cortesia, non la importuni più.',
    'La persona che Lei sta cercando di contattare si è sentita infastidita. Per cortesia, non insista. Se è un errore, ignori questo messaggio o risponda STOP.',
  ],
  /** GSM-7 has no ë or ï, so these texts use only words that need neither. */
  nl: [
    'U schreef of belde naar een nummer dat iemand u gaf. Die persoon voelde zich door u lastiggevallen. Wilt u deze persoon alstublieft met rust laten?',
    'De persoon die u probeert te bereiken, voelde zich ongemakkelijk. Dring alstublieft niet aan. Een vergissing? Negeer dit bericht of antwoord met STOP.',
  ],
} as const

/** Countries (ISO 3166) where everybody who texts can be expected to read the language. */
export const countriesOf: { readonly [L in keyof typeof messages]: string } = {
  fr: 'FR MC GF GP MQ RE YT PM BL MF NC PF WF',
  en: 'GB IE US AU NZ GG IM JE GI',
  de: 'DE AT LI',
  es: 'ES AR BO CL CO CR CU DO EC GT HN MX NI PA PE PY SV UY VE',
  it: 'IT SM VA',
  nl: 'NL',
}

/** French texts that stand alone, where the sender's words aren't above them. "Personne" fits people of any gender. */
export const frNeutral = [
  "Vous avez écrit ou téléphoné au numéro que quelqu'un vous a donné. Cette personne s'est sentie harcelée. Merci de ne plus l'importuner.",
  messages.fr[1],
] as const
