// A rolldown plugin: `#name` becomes `$name` in the program that is put together. V8 looks a private name up anew wherever code is not
// optimised yet, which takes a twentieth of a short command; the compiler has seen to it before that nobody uses one from outside.
import { parseSync, Visitor } from 'rolldown/utils'

export function plainNames() {
  const classes = []
  const others = new Set()
  return {
    name: 'plain-names',
    renderChunk(code, { fileName }) {
      const at = []
      // Those around, from the outermost on.
      const open = []
      const enter = ({ id, superClass }) => {
        const made = { name: id?.name, base: superClass && (superClass.name ?? superClass.property?.name), names: new Set() }
        open.push(made)
        classes.push(made)
      }
      const leave = () => { open.pop() }
      new Visitor({
        'ClassDeclaration': enter, 'ClassDeclaration:exit': leave, 'ClassExpression': enter, 'ClassExpression:exit': leave,
        'PrivateIdentifier': ({ start, name }) => { at.push({ start, name }) },
        'PropertyDefinition': ({ key }) => { define(key, open) },
        'MethodDefinition': ({ key }) => { define(key, open) },
        'BinaryExpression': ({ left }) => {
          if (left.type === 'PrivateIdentifier') throw new Error(`${fileName}: #${left.name} in … would be no name`)
        },
        'Identifier': ({ name }) => { if (name.startsWith('$')) others.add(name) },
      }).visit(parseSync(fileName, code).program)
      let plain = ''
      let end = 0
      for (const { start } of at.sort((a, b) => a.start - b.start)) {
        plain += `${code.slice(end, start)}$`
        end = start + 1
      }
      // As long as before, so that the map still fits.
      return { code: plain + code.slice(end), map: null }
    },
    generateBundle() {
      for (const { name, base, names } of classes) {
        for (const own of names) {
          if (others.has(`$${own}`)) throw new Error(`${name}: #${own} would be the same as $${own}`)
          const above = classes.find((other) => other.name === base && other.names.has(own))
          if (base && above) throw new Error(`${name} and ${base} would share #${own}`)
        }
      }
    },
  }
}

function define(key, open) {
  if (key.type === 'PrivateIdentifier') open[open.length - 1].names.add(key.name)
}
