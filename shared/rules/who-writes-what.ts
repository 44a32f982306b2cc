/** Attributes that IAM lets others write than the functions of texts and replies (see `allowAttributes`). */

/** What a delivery report changes in a claim. With the token or the outcome, a reply could be sent twice. */
export const reportAttributes = ['pk', 'delivery', 'reportToken']

/** What operators change of a sender. With `replies` they could have people texted, since each counts as paid. */
export const operatorAttributes = [
  ...['pk', 'version', 'expiresAt', 'strikes', 'blockedUntil', 'blockedByHandUntil'],
  ...['optedOutUntil', 'optedOutSince', 'aliasOf', 'aliasUntil', 'names', 'namesUntil'],
]
