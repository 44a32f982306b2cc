import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The path of a bundle of the peer. */
export const peerBundle = (name: 'receive' | 'send'): string => `${root}dist/peer/${name}/index.mjs`

/**
 * Builds with the options that CDK's `NodejsFunction` passes to esbuild for `minify`, `format: ESM`, `mainFields: module,main` and
 * `bundleAwsSDK`, which Powertools and AWS advise for a small bundle and a quick start.
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
