import { describe, expect, it } from 'vitest'
import { fitHelp } from '../../src/cli/fit-help.ts'
import { commandNamed, COMMANDS } from '../../src/cli/commands.ts'

const HELP = `usage: fencepost brew TEA [options] and many words that make a line of usage too long

Makes tea. The kettle must be
full.

  --strong     twice the leaves, and twice
               the time
  --milk KIND   oat, soy
`

describe('the text of --help', () => {
  it('is filled anew: paragraphs over all columns, what an option does in its own', () => {
    expect(fitHelp(HELP, 24)).toBe(`usage: fencepost brew TEA [options] and many words that make a line of usage too long

Makes tea. The kettle
must be full.

  --strong     twice the
               leaves,
               and twice
               the time
  --milk KIND   oat, soy
`)
  })

  it.each(COMMANDS.map(({ name }) => name))('of %s loses no word, and fits 100 columns', async (name) => {
    const { help } = await commandNamed(name).load()
    const fitted = fitHelp(help, 100)
    expect(fitted.split(/\s+/)).toEqual(help.split(/\s+/))
    expect(fitted.split('\n').filter((line) => line.length > 100)).toEqual([])
  })
})
