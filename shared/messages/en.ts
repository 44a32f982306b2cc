export const en = [
  'If you receive this message, the person who gave you this number felt harassed by you. Please do not bother them any more.',
  'The person you are trying to reach felt bothered. Please do not insist. If this is a mistake, simply ignore this message.',
] as const
