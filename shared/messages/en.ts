export const en = [
  'You wrote to or called a number that someone gave you. That person felt harassed by you. Please do not bother them any more.',
  'The person you are trying to reach felt bothered. Please do not insist. If this is a mistake, simply ignore this message.',
] as const
