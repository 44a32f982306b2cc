import { fr } from './fr.ts'

/**
 * French texts that stand alone: they say what the sender did, so they make sense even where the sender's own message is not shown above
 * them. Their subject is "personne", so they fit people of any gender.
 */
export const frNeutral = [
  "Vous avez écrit ou téléphoné à un numéro qu'une personne vous a donné. Cette personne s'est sentie harcelée. Merci de ne plus l'importuner.",
  fr[1],
] as const
