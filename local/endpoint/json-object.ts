import type { Call } from './call.ts'

/** The JSON object that a body holds; undefined for anything else. */
export const jsonObject = (body: string): Call['parameters'] | undefined => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
