/** The version of Meta's Graph API with which messages are sent. */
export const metaApiVersion = 'v25.0'

/**
 * When Meta ends this version (Meta, Graph API changelog, versions, read in November 2026), in milliseconds. From then on, calls get the
 * oldest version that is still usable (Meta, platform versioning), whatever has changed in it.
 */
export const metaApiVersionEndsAt = Date.UTC(2028, 6, 29)
