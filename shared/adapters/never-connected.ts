/**
 * Whether a request failed before anybody could have got it: refused, unroutable or unresolved by the system, at each address of
 * the name; or the SDK's own connection time-out, which has no code but a sentence.
 */
export const neverConnected = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected)
  if (!(error instanceof Error)) return false
  const syscall = 'syscall' in error ? error.syscall : undefined
  return syscall === 'connect' || syscall === 'getaddrinfo' || error.message.includes('did not establish a connection')
}
