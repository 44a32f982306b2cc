import { localCarriers } from '../../carriers/local.ts'
import type { Cloud } from '../../emulator/index.ts'

/** The problems that can hit the sending of replies. */
export type Setbacks = {
  readonly throttle: () => void
  readonly pause: () => void
  readonly resume: () => void
  readonly state: () => { readonly throttled: boolean; readonly paused: boolean }
}

const throttledForMs = 20_000

/** `sendReply` is the name of the function that sends replies. */
export const createSetbacks = (
  { faults, ...cloud }: Pick<Cloud, 'faults' | 'pause' | 'resume'>,
  sendReply: string,
): Setbacks => {
  let paused = false
  let unthrottle: (() => void) | undefined
  return {
    throttle: () => {
      unthrottle?.()
      const removals = Object.values(localCarriers).map(({ throttled }) => faults.add(throttled))
      const end = (): void => {
        for (const remove of removals) remove()
        clearTimeout(timer)
        unthrottle = undefined
      }
      const timer = setTimeout(end, throttledForMs).unref()
      unthrottle = end
    },
    pause: () => {
      if (!paused) cloud.pause(sendReply)
      paused = true
    },
    resume: () => {
      if (paused) cloud.resume(sendReply)
      paused = false
    },
    state: () => ({ throttled: unthrottle !== undefined, paused }),
  }
}
