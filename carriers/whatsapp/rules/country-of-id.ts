/** The country of a business-scoped id such as `FR.1349...` or `US.ENT.1349...` (Meta, business-scoped user ids). */
export const countryOfId = (userId: string): string => userId.slice(0, 2)
