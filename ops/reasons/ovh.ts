/** What a reason from OVHcloud means, and what to do about it; undefined for other reasons. */
export const wordsOfOvh = (reason: string): string | undefined => {
  if (Object.hasOwn(words, reason)) return words[reason]
  const [, status] = /^OVH_(\d{3})$/.exec(reason) ?? []
  return status === undefined
    ? undefined
    : `OVHcloud answered with the status ${status}: see doctor, and docs/time2chat.md`
}

const words: Readonly<Record<string, string>> = {
  OVH_NOT_ATTACHED: 'OVHcloud has not given the stage a key: attach the line',
  OVH_403: 'OVHcloud refuses the key, or the credits are used up: doctor says which',
  OVH_404: 'OVHcloud does not know the account or the number: see doctor',
  OVH_429: 'OVHcloud is asked too often: this passes by itself',
}
