/** Attributes that IAM also lets others write, besides the functions of texts and replies (see `allowAttributes`). */

/** The attributes of a claim that a report changes. Writing the token or the outcome could send a reply twice. */
export const reportAttributes = ['pk', 'delivery', 'reportToken']

/** The attributes of a sender that operators change. With `replies` they could have people texted without a booking. */
export const operatorAttributes = [
  'pk',
  'version',
  'expiresAt',
  'strikes',
  'blockedUntil',
  'blockedByHandUntil',
  'optedOutUntil',
  'optedOutSince',
]
