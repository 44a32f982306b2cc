import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { build } from 'esbuild'
import type { Cloud, CloudWatch } from '../../emulator/index.ts'
import type { MessageLog } from '../../local/messages.ts'
import type { Stage } from '../client/protocol.ts'
import type { Experiments } from '../experiments/experiments.ts'

/** Everything that the page shows and does. */
export type Site = {
  readonly assets: Assets
  readonly stage: Stage
  readonly receiveText: Cloud['receiveText']
  readonly receiveCall: Cloud['receiveCall']
  readonly messages: MessageLog
  readonly cloudWatch: Pick<CloudWatch, 'metrics' | 'alarms'>
  readonly experiments: Experiments
  /** Aborted when the site has ended, since no events come after that. */
  readonly ended: AbortSignal
}

type Asset = { readonly type: string; readonly content: Uint8Array<ArrayBuffer> }

/** The page and its files, by path. */
export type Assets = ReadonlyMap<string, Asset>

/** Bundles a folder's page in memory: `index.html`, `style.css` and `client/main.ts`, with everything they import. */
export const buildAssets = async (folder: string): Promise<Assets> => {
  const { outputFiles } = await build({
    entryPoints: { main: `${folder}/client/main.ts`, style: `${folder}/style.css` },
    outdir: '/assets',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    legalComments: 'none',
    logLevel: 'warning',
  })
  const page = readFileSync(`${folder}/index.html`)
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', content: page }],
    ...outputFiles.map(({ path, contents }): [string, Asset] => [
      path,
      { type: typeOf(path), content: Uint8Array.from(contents) },
    ]),
  ])
}

const typeOf = (path: string): string =>
  extname(path) === '.css' ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8'
