/** GSM-7 has no á, í, ó or ú. These texts use only words that need none of them, because a word without its accent would be misspelt. */
export const es = [
  'Ha escrito o llamado a un teléfono que le dio una persona. Esa persona se ha sentido acosada por usted. Por favor, no vuelva a molestarla.',
  'La persona con la que intenta comunicarse se ha sentido importunada. Por favor, no insista. Si se trata de un error, ignore este mensaje.',
] as const
