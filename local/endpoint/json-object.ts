import { parseJson } from '../parse-json.ts'
import type { Call } from './call.ts'

/** The JSON object that a body holds; undefined for anything else. */
export const jsonObject = (body: string): Call['parameters'] | undefined => {
  const value = parseJson(body)
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}
