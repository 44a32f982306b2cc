/** GSM-7 has no á, í, ó or ú, so these words do without; a text without its accents would be misspelt. */
export const es = [
  'Ha escrito o llamado a un teléfono que le dio una persona. Esa persona se ha sentido acosada por usted. Por favor, no vuelva a molestarla.',
  'La persona con la que intenta comunicarse se ha sentido importunada. Por favor, no insista. Si se trata de un error, ignore este mensaje.',
] as const
