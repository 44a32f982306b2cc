import type { CarrierCdk } from '../cdk/carrier.ts'
import type { LocalCarrier } from '../local/carrier.ts'
import type { CarrierOperations } from '../ops/carrier.ts'
import type { CarrierName } from '../shared/rules/carriers.ts'

type Tools = {
  readonly cdk: () => Promise<CarrierCdk>
  readonly local: () => Promise<LocalCarrier>
  readonly ops: () => Promise<CarrierOperations>
}

/** What a carrier has outside Lambda. Each tool loads its own part, so that the command line does without the CDK. */
const tools: Readonly<Record<CarrierName, Tools>> = {
  aws: {
    cdk: async () => (await import('./aws/cdk/resources.ts')).awsCdk,
    local: async () => (await import('./aws/local.ts')).awsLocal,
    ops: async () => (await import('./aws/ops/operations.ts')).awsOperations,
  },
  httpsms: {
    cdk: async () => (await import('./httpsms/cdk/resources.ts')).httpSmsCdk,
    local: async () => (await import('./httpsms/local.ts')).httpSmsLocal,
    ops: async () => (await import('./httpsms/ops/operations.ts')).httpSmsOperations,
  },
  ovh: {
    cdk: async () => (await import('./ovh/cdk/resources.ts')).ovhCdk,
    local: async () => (await import('./ovh/local.ts')).ovhLocal,
    ops: async () => (await import('./ovh/ops/operations.ts')).ovhOperations,
  },
  whatsapp: {
    cdk: async () => (await import('./whatsapp/cdk/resources.ts')).whatsappCdk,
    local: async () => (await import('./whatsapp/local.ts')).whatsappLocal,
    ops: async () => (await import('./whatsapp/ops/operations.ts')).whatsappOperations,
  },
}

/** Loads one part of every carrier. */
export const loadTools = async <Part extends keyof Tools>(
  part: Part,
): Promise<Readonly<Record<CarrierName, Awaited<ReturnType<Tools[Part]>>>>> => {
  const loaded = Object.entries(tools).map(async ([name, parts]) => [name, await parts[part]()] as const)
  return Object.fromEntries(await Promise.all(loaded)) as Record<CarrierName, Awaited<ReturnType<Tools[Part]>>>
}
