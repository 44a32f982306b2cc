import type { App } from 'aws-cdk-lib'
import { AssetManifestArtifact } from 'aws-cdk-lib/cx-api'

import { Refusal } from '../settings/refusal.ts'
import type { CloudOptions } from './cloud.ts'

/** Gives what the embedded cloud needs of a synthesised app. Throws a `Refusal` unless the app has exactly one stack. */
export const readAssembly = (
  assembly: ReturnType<App['synth']>,
): Pick<CloudOptions, 'template' | 'stackName' | 'region' | 'assetFolder'> => {
  const [stack, ...others] = assembly.stacks
  if (stack === undefined || others.length > 0) throw new Refusal('The embedded cloud runs apps of exactly one stack.')
  const folders = assetFolders(assembly)
  return {
    template: stack.template,
    stackName: stack.stackName,
    region: stack.environment.region,
    assetFolder: (s3Key) => {
      const folder = folders.get(s3Key)
      if (folder === undefined) throw new Refusal(`The app has no asset ${s3Key}.`)
      return folder
    },
  }
}

/** The folder of each asset, by the S3 key under which CDK would upload it. */
const assetFolders = ({ directory, artifacts }: ReturnType<App['synth']>): ReadonlyMap<string, string> =>
  new Map(
    artifacts
      .filter((artifact) => AssetManifestArtifact.isAssetManifestArtifact(artifact))
      .flatMap(({ contents }) => Object.values(contents.files ?? {}))
      .flatMap(({ source, destinations }) =>
        Object.values(destinations).map(({ objectKey }) => [objectKey, `${directory}/${source.path}`] as const),
      ),
  )
