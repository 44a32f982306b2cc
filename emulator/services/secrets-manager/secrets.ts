import { randomInt, randomUUID } from 'node:crypto'

import { Refusal } from '../../../settings/refusal.ts'
import type { Secrets, Stack } from '../../template/stack.ts'
import { type SecretRecipe, secret } from './resources.ts'

/** The secrets that a template generates. Every method throws a `Refusal` for a secret that the template doesn't have. */
export const createSecrets = (all: Stack['all']): Secrets => {
  const kept = new Map<string, ReturnType<Secrets['versions']>>()
  const versions: Secrets['versions'] = (id) => {
    const found = all(secret).find(({ ref }) => ref === id)
    if (found === undefined) throw new Refusal(`The template has no secret ${id}.`)
    const known = kept.get(id) ?? [newVersion(generateSecret(found.properties.GenerateSecretString))]
    kept.set(id, known)
    return known
  }
  return {
    read: (id) => versions(id)[0].value,
    versions,
    replace: (id, value) => {
      const version = newVersion(value)
      kept.set(id, [version, versions(id)[0]])
      return version
    },
  }
}

const newVersion = (value: string): ReturnType<Secrets['replace']> => ({
  id: randomUUID(),
  value,
  createdAt: new Date(),
})

/**
 * Generates a secret without punctuation that has at least one character of every other type, as Secrets Manager does (API
 * reference, GetRandomPassword).
 */
const generateSecret = (recipe: SecretRecipe): string => {
  const types = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789']
  const others = Array.from({ length: recipe.PasswordLength }, () => pick(types.join('')))
  const password = shuffle([...types.map(pick), ...others].slice(0, recipe.PasswordLength))
  const { SecretStringTemplate: template, GenerateStringKey: key } = recipe
  if (template === undefined || key === undefined) return password
  return JSON.stringify({ ...JSON.parse(template), [key]: password })
}

const pick = (characters: string): string => characters.charAt(randomInt(characters.length))

const shuffle = (characters: readonly string[]): string =>
  characters
    .map((character) => ({ character, order: randomInt(2 ** 32) }))
    .sort((a, b) => a.order - b.order)
    .map(({ character }) => character)
    .join('')
