export const de = [
  'Sie haben eine Nummer angeschrieben oder angerufen, die Ihnen jemand gegeben hat. Diese Person fühlt sich von Ihnen belästigt. Bitte lassen Sie sie in Ruhe.',
  'Die Person, die Sie erreichen möchten, fühlte sich bedrängt. Bitte versuchen Sie es nicht weiter. Falls dies ein Irrtum ist, ignorieren Sie diese Nachricht.',
] as const
