const known = new Map(
  Object.entries({
    OVH_NOT_ATTACHED: 'OVHcloud has not given the stage a key: attach the line',
    OVH_403: 'OVHcloud refuses the key, or the credits are used up: doctor says which',
    OVH_404: 'OVHcloud does not know the account or the number: see doctor',
    OVH_429: 'OVHcloud is asked too often: this passes by itself',
  }),
)

/** What a reason of OVHcloud means, and what to do about it; undefined for any other. */
export const ovhWordsFor = (reason: string): string | undefined => {
  const [, status] = /^OVH_(\d{3})$/.exec(reason) ?? []
  return (
    known.get(reason) ?? (status && `OVHcloud answered with the status ${status}: see doctor, and docs/time2chat.md`)
  )
}
