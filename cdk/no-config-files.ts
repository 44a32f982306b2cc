import type { Plugin } from 'esbuild'

/** Has the SDK in a bundle look for no `~/.aws/config`: a function has none, and otherwise every cold start would search for it on disk. */
export const noConfigFiles: Plugin = {
  name: 'no config files',
  setup: ({ onLoad }) => {
    onLoad({ filter: /shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/ }, () => ({ contents: standIn }))
  },
}

const standIn = `
export { CONFIG_PREFIX_SEPARATOR } from './constants'
export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`
