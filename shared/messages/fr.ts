/** The first text is the historical one of the number (2017), letter for letter. The second is for senders who text again weeks later. */
export const fr = [
  "Si vous recevez ce message, c'est que votre interlocuteur (trice) estime que vous harceliez. Veuillez ne plus l'importuner ainsi !",
  "La personne que vous cherchez à joindre s'est sentie importunée. Merci de ne pas insister. Si c'est une erreur, ignorez ce message.",
] as const
