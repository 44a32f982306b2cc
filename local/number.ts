import type { Assets } from '../page/server/assets.ts'
import type { Site } from '../page/server/site.ts'
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts'
import { createSite, type NumberOptions } from './number-site.ts'

type Options = Omit<NumberOptions, 'cloud' | 'assets'> & {
  readonly cloud: CloudOptions
  readonly assets: Promise<Assets>
  /** Watches each cloud that is started, until what it gives is called. */
  readonly watch?: (cloud: Cloud) => () => void
}

/** A number in the embedded cloud, and what there is to see of it. */
export const startNumber = async ({ stage, settings, cloud: cloudOptions, assets, watch }: Options) => {
  const start = async () => {
    const cloud = await startCloud(cloudOptions)
    const endWatching = watch?.(cloud)
    return { cloud, endWatching, site: createSite({ stage, settings, cloud, assets: await assets }) }
  }
  let running = await start()
  const stop = async (): Promise<void> => {
    running.site.end()
    // What is cut off now is no trouble.
    running.endWatching?.()
    await running.cloud.stop()
  }
  return {
    ...running,
    /** Ends the number, with all that it remembers, and starts another in its place. */
    startAfresh: async (): Promise<Site> => {
      await stop()
      running = await start()
      return running.site
    },
    /** Ends the number that runs now. */
    stop,
  }
}
