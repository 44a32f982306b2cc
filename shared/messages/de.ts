export const de = [
  'Sie erhalten diese Nachricht, weil sich die Person, die Ihnen diese Nummer gegeben hat, von Ihnen belästigt fühlt. Bitte lassen Sie sie künftig in Ruhe.',
  'Die Person, die Sie erreichen möchten, fühlte sich bedrängt. Bitte versuchen Sie es nicht weiter. Falls dies ein Irrtum ist, ignorieren Sie diese Nachricht.',
] as const
