import type { Cloud } from '../emulator/index.ts'
import type { Assets, Site } from '../page/server/site.ts'
import { createSite, type NumberOptions } from './number-site.ts'
import { type StageOptions, startStage } from './stage.ts'

type Options = Omit<NumberOptions, 'cloud' | 'assets'> & {
  readonly cloud: Omit<StageOptions, 'settings'>
  readonly assets: Promise<Assets>
  /** Called for each cloud that is started. Returns a function that stops watching it. */
  readonly watch?: (cloud: Cloud) => () => void
}

/** Starts a number in the embedded cloud, with its site. */
export const startNumber = async ({ stage, settings, cloud: cloudOptions, assets, watch }: Options) => {
  const start = async () => {
    const cloud = await startStage({ ...cloudOptions, settings })
    const endWatching = watch?.(cloud)
    return { cloud, endWatching, site: createSite({ stage, settings, cloud, assets: await assets }) }
  }
  let running = await start()
  const stop = async (): Promise<void> => {
    running.site.end()
    // Watching ends first, because functions that are interrupted by the stop may log errors.
    running.endWatching?.()
    await running.cloud.stop()
  }
  return {
    ...running,
    /** Stops the number, which forgets everything, and starts a new one. */
    startAfresh: async (): Promise<Site> => {
      await stop()
      running = await start()
      return running.site
    },
    /** Stops the current number. */
    stop,
  }
}
