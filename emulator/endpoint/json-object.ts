import { parseJson } from '../parse-json.ts'
import type { Call } from './call.ts'

/** Parses a JSON object; undefined for anything else. */
export const jsonObject = (body: string): Call['parameters'] | undefined => {
  const value = parseJson(body)
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}
