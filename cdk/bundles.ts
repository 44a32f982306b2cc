import { fileURLToPath } from 'node:url'
import { type BuildResult, build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

export const functionNames = ['receive-sms', 'send-reply'] as const
export type FunctionName = (typeof functionNames)[number]

/** Where the bundle of a function lies: a folder with `index.mjs`, the same for every stage. */
export const bundleFolder = (name: FunctionName): string => `${root}dist/functions/${name}`

/** Builds every function's bundle. The same sources give the same bytes, hence the same asset hash. */
export const buildBundles = async (): Promise<BuildResult[]> =>
  Promise.all(
    functionNames.map((name) =>
      build({
        absWorkingDir: root,
        entryPoints: [`functions/${name}/index.ts`],
        outfile: `${bundleFolder(name)}/index.mjs`,
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node24',
        format: 'esm',
        mainFields: ['module', 'main'],
        alias: { '@aws-sdk/credential-provider-node': `${root}cdk/lambda-credentials.ts` },
        legalComments: 'none',
        // CommonJS dependencies call require, which an ES module has to make first.
        banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
        logLevel: 'warning',
      }),
    ),
  )
