/**
 * AWS's own id of a message, if this is one. In AWS's examples it is a UUID (user guide, managing-event-destination-dlrs and
 * monitor-event-bridge). Nothing else is taken for one, because Meta's id, which must not be stored, contains a person's number.
 */
export const awsMessageIdOf = (given: unknown): string | undefined =>
  typeof given === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(given) ? given : undefined
