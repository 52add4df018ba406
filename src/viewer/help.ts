import { button, el } from './dom.ts'
import type { KeyBinding } from './keys.ts'

/** The window with what is to be seen and what keys do. */
export function helpDialog(bindings: readonly KeyBinding[]): HTMLDialogElement {
  const dialog: HTMLDialogElement = el('dialog', { 'class': 'help', 'aria-labelledby': 'help-title' },
    el('h2', { id: 'help-title' }, 'What is to be seen'),
    el('ul', {},
      el('li', {}, el('b', {}, '●'), ' a visible step: other cores may notice it'),
      el('li', {}, el('b', {}, '▼'), ' a buffered store reaches memory'),
      el('li', {}, el('b', {}, '✗'), ' a trap'),
      el('li', {}, el('b', {}, '≠'), ' beside another trace: here the two part'),
      el('li', {}, 'stripes at the right of a column: what its core holds in its store buffer, from the store to its drain'),
      el('li', {}, 'arrows: from a load to the store that it read'),
      el('li', {}, 'a click on a value tells where it came from'),
      el('li', {}, 'a small coloured value in memory: what a core holds for this place in its buffer')),
    el('h2', {}, 'Keys'),
    el('dl', { class: 'keys' }, ...bindings.map(({ shown, summary }) => (
      el('div', {}, el('dt', {}, el('kbd', {}, shown)), el('dd', {}, summary))
    ))),
    button('Close', () => dialog.close(), { class: 'primary' }))
  return dialog
}
