import { parentPort, workerData } from 'node:worker_threads'
import { buildBundles, functionsOf } from '../cdk/bundles.ts'
import { createApp } from '../cdk/synthesise.ts'
import { Refusal } from '../settings/refusal.ts'
import { carriersOf } from '../shared/rules/carriers.ts'
import type { Synthesised, Wanted } from './assembly.ts'

// The second thread of npm start: builds the bundles and synthesises a stage, which keeps a processor busy for seconds.

const { stage, settings, file, outdir }: Wanted = workerData

const synthesise = async (): Promise<Synthesised> => {
  await buildBundles(functionsOf(carriersOf(settings)))
  // The rules of cdk-nag and CloudFormation take seconds, and are kept by npm run check and by every deployment.
  return { directory: createApp(stage, settings, { file, outdir }).synth().directory }
}

parentPort?.postMessage(
  await synthesise().catch((error: unknown) => {
    if (error instanceof Refusal) return { refusal: error.message } satisfies Synthesised
    throw error
  }),
)
