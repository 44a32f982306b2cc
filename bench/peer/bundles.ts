import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the peer's bundle of a function lies. */
export const peerBundle = (name: 'receive' | 'send'): string => `${root}dist/peer/${name}/index.mjs`

/**
 * What CDK's `NodejsFunction` gives to esbuild with `minify`, `format: ESM`, `mainFields: module,main` and `bundleAwsSDK`, the
 * options that Powertools and AWS advise for a small bundle and a quick start.
 */
export const buildPeer = async (): Promise<void> => {
  await Promise.all(
    (['receive', 'send'] as const).map((name) =>
      build({
        entryPoints: [fileURLToPath(new URL(`./${name}-function.ts`, import.meta.url))],
        outfile: peerBundle(name),
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node24',
        format: 'esm',
        mainFields: ['module', 'main'],
        banner: { js: "import{createRequire}from'module';const require=createRequire(import.meta.url);" },
        logLevel: 'warning',
      }),
    ),
  )
}
