/** GSM-7 has no ë or ï, so these words do without. */
export const nl = [
  'U ontvangt dit bericht omdat de persoon die u dit nummer gaf, zich door u lastiggevallen voelde. Wilt u deze persoon alstublieft met rust laten?',
  'De persoon die u probeert te bereiken, voelde zich ongemakkelijk. Dring alstublieft niet aan. Is dit een vergissing, dan kunt u dit bericht negeren.',
] as const
