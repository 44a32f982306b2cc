import { fr } from './fr.ts'

/**
 * French that stands alone: it says what the sender did, so that it is understood where he doesn't see it. Its subject is a person, whatever
 * their gender.
 */
export const frNeutral = [
  "Vous avez écrit ou téléphoné à un numéro qu'une personne vous a donné. Cette personne s'est sentie harcelée. Merci de ne plus l'importuner.",
  fr[1],
] as const
