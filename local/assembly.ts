import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SettingsFile } from '../settings/read.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'

export type Wanted = {
  readonly stage: string
  readonly settings: Settings
  readonly file: string
  readonly outdir: string
}
export type Synthesised = { readonly directory: string } | { readonly refusal: string }

/** Synthesises a stage in a second thread, and returns its folder. Throws a `Refusal` if it can't be deployed. */
export const synthesiseApart = async (stage: string, { settings, text: file }: SettingsFile): Promise<string> => {
  const outdir = fileURLToPath(new URL(`../dist/cdk/${stage}`, import.meta.url))
  const worker = new Worker(new URL('./synthesiser.ts', import.meta.url), {
    workerData: { stage, settings, file, outdir } satisfies Wanted,
  })
  const [found]: [Synthesised] = (await once(worker, 'message')) as [Synthesised]
  if ('refusal' in found) throw new Refusal(found.refusal)
  return found.directory
}
