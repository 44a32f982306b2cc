import type { Plugin } from 'esbuild'

/** Has the SDK in a bundle look for no `~/.aws/config`: Lambda has none, and every cold start would load what reads files, and read. */
export const noConfigFiles: Plugin = {
  name: 'no config files',
  setup: ({ onLoad }) => {
    onLoad({ filter: /shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/ }, () => ({ contents: standIn }))
  },
}

const standIn = `
export { CONFIG_PREFIX_SEPARATOR } from './constants'
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`
