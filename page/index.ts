/** The only door of the page: the site of a stage that runs on the emulator, and the server that shows it. */

export type { Stage } from './client/protocol.ts'
export { onlySendersOf, type ShownCarrier } from './server/carrier.ts'
export { type Assets, buildAssets, createSite, type Site, type SiteOptions } from './server/site.ts'
export { startWeb } from './server/web.ts'
