import { fr } from './fr.ts'

/** French for whoever would rather have a sentence without a bracket: its subject is a person, whatever their gender. */
export const frNeutral = [
  "Si vous recevez ce message, c'est que la personne qui vous a donné ce numéro s'est sentie harcelée. Merci de ne plus l'importuner.",
  fr[1],
] as const
