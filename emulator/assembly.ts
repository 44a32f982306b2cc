import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

import { CloudError } from './cloud-error.ts'

/** A synthesised stack, and the folders with the files of its functions. */
export type Assembly = {
  /** The CloudFormation template, as JSON. */
  readonly template: unknown
  readonly stackName: string
  readonly region: string
  /** Gives the folder with the files of an asset, by the S3 key in the template. Throws a `CloudError` for an unknown key. */
  readonly assetFolder: (s3Key: string) => string
}

/** Where a stack runs that names no region. */
const defaultRegion = 'us-east-1'

/**
 * Reads the folder that `cdk synth` writes (cdk.out), of an app in any language (@aws-cdk/cloud-assembly-schema). Throws a `CloudError`
 * unless the app has exactly one stack.
 */
export const readAssembly = (folder: string): Assembly => {
  const artifacts = Object.entries(manifest.parse(readJson(folder, 'manifest.json')).artifacts)
  const stacks = artifacts.filter(([, { type }]) => type === 'aws:cloudformation:stack')
  const [only, ...others] = stacks
  if (only === undefined || others.length > 0)
    throw new CloudError('The embedded cloud runs apps of exactly one stack.')
  const [id, { environment = '', properties }] = only
  const [, , , region = ''] = environment.split('/')
  const folders = new Map(
    artifacts
      .filter(([, { type }]) => type === 'cdk:asset-manifest')
      .flatMap(
        ([
          ,
          {
            properties: { file = '' },
          },
        ]) => Object.values(assets.parse(readJson(folder, file)).files),
      )
      .flatMap(({ source, destinations }) =>
        Object.values(destinations).map(({ objectKey }) => [objectKey, join(folder, source.path)] as const),
      ),
  )
  return {
    template: readJson(folder, properties.templateFile ?? ''),
    stackName: properties.stackName ?? id,
    region: region === '' || region === 'unknown-region' ? defaultRegion : region,
    assetFolder: (s3Key) => {
      const found = folders.get(s3Key)
      if (found === undefined) throw new CloudError(`The app has no asset ${s3Key}.`)
      return found
    },
  }
}

const readJson = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z.object({ file: z.string(), templateFile: z.string(), stackName: z.string() }).partial().default({}),
    }),
  ),
})

const assets = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().default('') }).default({ path: '' }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
})
