/** GSM-7 has no ë or ï, so these texts use only words that need neither. */
export const nl = [
  'U schreef of belde naar een nummer dat iemand u gaf. Die persoon voelde zich door u lastiggevallen. Wilt u deze persoon alstublieft met rust laten?',
  'De persoon die u probeert te bereiken, voelde zich ongemakkelijk. Dring alstublieft niet aan. Is dit een vergissing, dan kunt u dit bericht negeren.',
] as const
