/** What somebody fills in: a question, what belongs to the answer, and how many lines it gets. */
type Question = readonly [question: string, hint: string, lines: number]

const en = {
  title: 'What happened',
  lead: 'To be filled in by hand: for you, and for a complaint if you want to make one. Write soon, even if you don’t know yet. Leave out what you don’t know. This sheet is the only copy, and leaves no trace on a phone: keep it where the person won’t look for it.',
  questions: [
    ['When?', 'day; hour of the beginning and of the end', 1],
    ['Where?', 'address, name of the place, exact spot; cameras? whom you asked to keep the film, and when', 2],
    ['Who?', 'name, number or account, if you know them; height, clothes, voice, what was striking', 2],
    ['What happened', 'in order, as it was: what the person did; what you did and said', 7],
    ['The exact words', 'of the person, however coarse', 3],
    ['Who saw or heard it?', 'names, and how to reach them', 3],
    ['Before, and since', 'other times, with dates and places; calls and messages', 2],
    ['What it did to you', 'injuries, doctor and date; days off work; fear, sleep; what it cost', 2],
  ] satisfies readonly Question[] as readonly Question[],
  kept: 'What I have kept',
  clothes: 'clothes: unwashed, in paper',
  keepable: [
    'messages',
    'screenshots',
    'list of calls',
    'voice messages',
    'photos',
    'medical certificate',
    'clothes',
  ] as readonly string[],
  complaint: 'For a complaint',
  /** By country: where, what to bring, and what to leave with. */
  countries: [
    [
      'France',
      'At any police station or gendarmerie, which has to take it, also against a person unknown; or by letter to the prosecutor. Bring your identity card, this sheet, what you have kept and any medical certificate. You are asked who you are and where you live, what happened, when and where, who did it if you know, who saw it, and what it did to you. Read it before you sign. Leave with the receipt, and ask for a copy of your statement.',
    ],
    [
      'Belgium',
      'At the police station of your choice; its service for victims may come along. Bring your identity card, this sheet, what you have kept and any medical certificate. Read what was written down and have mistakes put right; you need not sign. Leave with the certificate that you complained and a copy of your statement. Whoever hands in the form “personne lésée” is told what becomes of it.',
    ],
  ] as readonly (readonly [string, string])[],
  other:
    'The number that you gave out was not yours? Say so: it is nothing to hide. That number keeps no messages that could serve as proof.',
  sources: 'No legal advice. Read in November 2026:',
}

type ComplaintWords = typeof en

const fr: ComplaintWords = {
  title: 'Ce qui s’est passé',
  lead: 'À remplir à la main\u00a0: pour vous, et pour une plainte si vous voulez en déposer une. Écrivez tôt, même si vous ne savez pas encore. Laissez vide ce que vous ignorez. Cette feuille est le seul exemplaire, et ne laisse aucune trace dans un téléphone\u00a0: gardez-la là où la personne ne la cherchera pas.',
  questions: [
    ['Quand\u00a0?', 'jour\u00a0; heure du début et de la fin', 1],
    [
      'Où\u00a0?',
      'adresse, nom du lieu, endroit exact\u00a0; des caméras\u00a0? à qui vous avez demandé de garder les images, et quand',
      2,
    ],
    ['Qui\u00a0?', 'nom, numéro ou compte, si vous les connaissez\u00a0; taille, vêtements, voix, ce qui frappait', 2],
    [
      'Ce qui s’est passé',
      'dans l’ordre, comme c’était\u00a0: ce que la personne a fait\u00a0; ce que vous avez fait et dit',
      7,
    ],
    ['Les mots exacts', 'de la personne, même grossiers', 3],
    ['Qui l’a vu ou entendu\u00a0?', 'noms, et comment les joindre', 3],
    ['Avant, et depuis', 'autres fois, avec dates et lieux\u00a0; appels et messages', 2],
    [
      'Ce que cela vous a fait',
      'blessures, médecin et date\u00a0; jours d’arrêt de travail\u00a0; peur, sommeil\u00a0; dépenses',
      2,
    ],
  ],
  kept: 'Ce que j’ai gardé',
  clothes: 'les vêtements\u00a0: sans les laver, dans du papier',
  keepable: [
    'messages',
    'captures d’écran',
    'liste des appels',
    'messages vocaux',
    'photos',
    'certificat médical',
    'vêtements',
  ],
  complaint: 'Pour une plainte',
  countries: [
    [
      'France',
      'Dans n’importe quel commissariat ou gendarmerie, qui doit la prendre, même contre X\u00a0; ou par lettre au procureur. Apportez une pièce d’identité, cette feuille, ce que vous avez gardé et, s’il y en a un, le certificat médical. On vous demande votre état civil et votre adresse, ce qui s’est passé, quand et où, l’auteur si vous le connaissez, les témoins, et ce que cela vous a fait. Relisez avant de signer. Repartez avec le récépissé, et demandez une copie du procès-verbal.',
    ],
    [
      'Belgique',
      'Dans le commissariat de votre choix\u00a0; son service d’assistance aux victimes peut vous y accompagner. Apportez votre carte d’identité, cette feuille, ce que vous avez gardé et, s’il y en a un, le certificat médical. Relisez le procès-verbal et faites corriger les erreurs\u00a0; vous pouvez ne pas signer. Repartez avec l’attestation de dépôt de plainte et une copie de votre audition. La déclaration de personne lésée permet de connaître la suite.',
    ],
  ],
  other:
    'Le numéro que vous avez donné n’était pas le vôtre\u00a0? Dites-le\u00a0: il n’y a là rien à cacher. Ce numéro ne garde aucun message qui puisse servir de preuve.',
  sources: 'Ceci n’est pas un conseil juridique. Lu en novembre 2026\u00a0:',
}

export const complaintWordsIn = { en, fr } as const
export type ComplaintLanguage = keyof typeof complaintWordsIn

/**
 * Where complaints are explained, read in stored copies on 2026-11-28; service-public.fr in those of two towns,
 * oberhergheim.fr (F1435) and ville-prigonrieux.fr (F34124).
 */
export const complaintSources =
  'service-public.fr (F1435, F34124), victimes.cfwb.be (deposer-une-plainte), inforjeunesmarche.be'
