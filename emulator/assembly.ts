import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { CloudError } from './cloud-error.ts'

/** A synthesised stack, and the folders with the files of its functions. */
export type Assembly = {
  readonly template: unknown
  readonly stackName: string
  readonly region: string
  /** Whether the app has CDK protect the stack from being deleted. */
  readonly terminationProtection: boolean
  /** Gives the folder of an asset, by the S3 key in the template. Throws a `CloudError` for an unknown key. */
  readonly assetFolder: (s3Key: string) => string
}

const defaultRegion = 'us-east-1'

/** Reads what `cdk synth` writes (@aws-cdk/cloud-assembly-schema). Throws a `CloudError` unless it is one stack. */
export const readAssembly = (folder: string): Assembly => {
  const read = <T>(file: string, schema: z.ZodType<T>): T =>
    schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  const artifacts = Object.entries(read('manifest.json', manifest).artifacts)
  const [stack, ...others] = artifacts.filter(([, { type }]) => type === 'aws:cloudformation:stack')
  if (stack === undefined || others.length > 0) throw new CloudError('The emulator runs apps of exactly one stack.')
  const [id, { environment = '', properties }] = stack
  const [region] = /(?<=\/)(?!unknown-region)[^/]+$/.exec(environment) ?? []
  const files = artifacts
    .filter(([, { type }]) => type === 'cdk:asset-manifest')
    .flatMap(([, { properties }]) => Object.values(read(properties.file ?? '', assets).files))
  return {
    template: read(properties.templateFile ?? '', z.unknown()),
    stackName: properties.stackName ?? id,
    region: region ?? defaultRegion,
    terminationProtection: properties.terminationProtection ?? false,
    assetFolder: (s3Key) => {
      const found = files.find(({ destinations }) =>
        Object.values(destinations).some(({ objectKey }) => objectKey === s3Key),
      )
      if (found === undefined) throw new CloudError(`The app has no asset ${s3Key}.`)
      // The path is absolute if the app has left its assets where they were.
      return resolve(folder, found.source.path ?? '')
    },
  }
}

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z
        .object({
          file: z.string(),
          templateFile: z.string(),
          stackName: z.string(),
          terminationProtection: z.boolean(),
        })
        .partial()
        .default({}),
    }),
  ),
})

const assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
})
