import type { Plugin } from 'esbuild'

/**
 * Stops the SDK in a bundle from looking for `~/.aws/config`. A function has no such file, and every cold
 * start would search the disk for it.
 */
export const noConfigFiles: Plugin = {
  name: 'no config files',
  setup: ({ onLoad }) => {
    onLoad({ filter: /shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/ }, () => ({ contents: standIn }))
  },
}

const standIn = `
export { CONFIG_PREFIX_SEPARATOR } from './constants'
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`
