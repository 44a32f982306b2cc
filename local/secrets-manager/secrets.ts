import { randomInt, randomUUID } from 'node:crypto'

import { Refusal } from '../../settings/refusal.ts'
import type { SecretRecipe } from './resources.ts'

type SecretVersion = { readonly id: string; readonly value: string; readonly createdAt: Date }

export type Secrets = {
  /** The value of a secret, by its ARN. It is made when it is first asked for, and stays the same until it is replaced. */
  readonly read: (id: string) => string
  /** The version of a secret that holds now, and the one before if there is one. */
  readonly versions: (id: string) => readonly [SecretVersion, SecretVersion?]
  readonly replace: (id: string, value: string) => SecretVersion
}

/** The secrets that a template generates. Every verb throws a `Refusal` for any other. */
export const createSecrets = (recipeOf: (id: string) => SecretRecipe | undefined): Secrets => {
  const kept = new Map<string, readonly [SecretVersion, SecretVersion?]>()
  const versions: Secrets['versions'] = (id) => {
    const recipe = recipeOf(id)
    if (recipe === undefined) throw new Refusal(`The template has no secret ${id}.`)
    const known = kept.get(id) ?? [newVersion(generateSecret(recipe))]
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

const newVersion = (value: string): SecretVersion => ({ id: randomUUID(), value, createdAt: new Date() })

/** A random secret as Secrets Manager makes it without punctuation, with characters of every type (API reference, GetRandomPassword). */
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
