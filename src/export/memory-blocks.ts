/** Shared memory by name, as blocks of cells: Go's map decoded, variables, and what else has been written. */
import { decodeMap, type DecodedChain } from '../go/decode-map.ts'
import type { LabelTable } from '../go/labels.ts'
import { BUCKET, BUCKET_CELLS, HMAP, MAP_FLAGS } from '../go/layout.ts'

/** A named value. */
export interface MemoryCell {
  /** The same for the same place in every state. */
  readonly key: string
  readonly name: string
  readonly text: string
  readonly address: number
  /** Bytes. */
  readonly size: number
}

export type MemoryBlock =
  | { readonly kind: 'fields'; readonly title: string; readonly cells: readonly MemoryCell[] }
  /** A bucket: a row of cells for tophash, keys and values each, one column a slot. */
  | {
      readonly kind: 'bucket'
      readonly title: string
      readonly rows: readonly { readonly head: string; readonly cells: readonly MemoryCell[] }[]
      readonly overflow: MemoryCell
    }

/** Where memory is read. */
export interface MemorySource {
  readonly labels: LabelTable
  readonly read: (address: number, size: number) => bigint
  readonly isMapped: (address: number, size: number) => boolean
  readonly isShared: (address: number, size: number) => boolean
  /** Pieces of shared memory that accesses have touched. */
  readonly touched: readonly { readonly address: number; readonly size: number }[]
  readonly initialByte: (address: number) => number
}

/** Buckets of larger maps are not shown one by one. */
const MOST_B = 8
/** Labels of larger things name a place, not a value. */
const LARGEST_VALUE = 8

export function memoryBlocks(source: MemorySource): MemoryBlock[] {
  const shown = new Set<number>()
  const cell = (address: number, size: number, name: string, text?: (value: bigint) => string): MemoryCell => {
    for (let at = address; at < address + size; at++) shown.add(at)
    const value = source.read(address, size)
    return { key: `${address}+${size}`, name, text: (text ?? valueText(source))(value), address, size }
  }
  const header = source.labels.all.find(({ name }) => name === 'h.count')
  const map = header ? mapBlocks(source, Number(header.address), cell) : []
  const orphans = header ? orphanBlocks(source, shown, cell) : []
  const rest = source.labels.all.flatMap(({ name, address, size }) => {
    const at = Number(address)
    // Of a map that is decoded, what no chain has is not worth a row each: overflow buckets nobody uses, say.
    if (size > LARGEST_VALUE || shown.has(at) || !source.isShared(at, size) || /\[\d+\]\./.test(name)) return []
    return [cell(at, size, name)]
  })
  const more = source.touched.filter(({ address, size }) => {
    return !shown.has(address) && source.isShared(address, size) && isWritten(source, address, size)
  }).map(({ address, size }) => cell(address, size, source.labels.nameOf(address, size)))
  return [
    ...map,
    ...orphans,
    ...groups(rest),
    ...(more.length > 0 ? [{ kind: 'fields' as const, title: 'written', cells: more }] : []),
  ]
}

type MakeCell = (address: number, size: number, name: string, text?: (value: bigint) => string) => MemoryCell

function mapBlocks(source: MemorySource, h: number, cell: MakeCell): MemoryBlock[] {
  const { fields } = HMAP
  const texts: Partial<Record<string, (value: bigint) => string>> = { flags: flagsText }
  const cells = Object.entries(fields).map(([name, { offset, size }]) => cell(h + offset, size, name, texts[name]))
  const block: MemoryBlock = { kind: 'fields', title: 'h', cells }
  if (source.read(h + fields.B.offset, 1) > MOST_B) return [block]
  const map = decodeMap((address, size) => {
    if (!source.isMapped(Number(address), size)) throw new Error('not mapped')
    return source.read(Number(address), size)
  }, BigInt(h))
  return [block, ...map.chains.flatMap((chain) => chainBlocks(source, chain, cell))]
}

function chainBlocks(source: MemorySource, { array, bucket, addresses }: DecodedChain, cell: MakeCell): MemoryBlock[] {
  return addresses.map((address, link) => {
    const name = bucketName(source.labels, Number(address))
    const decoded = `${array}[${bucket}]${link > 0 ? ` overflow ${link}` : ''}`
    // The labels are those of the beginning: after a growth the same place has another role.
    const title = name === `bucket[${bucket}]` && array === 'buckets' ? decoded : `${decoded} at ${name}`
    return bucketBlock(Number(address), title, cell)
  })
}

function bucketBlock(at: number, title: string, cell: MakeCell): MemoryBlock {
  const slots = Array.from({ length: BUCKET_CELLS }, (_, slot) => slot)
  return {
    kind: 'bucket',
    title,
    rows: [
      { head: 'tophash', cells: slots.map((slot) => cell(at + BUCKET.tophash(slot).offset, 1, `tophash[${slot}]`)) },
      { head: 'key', cells: slots.map((slot) => cell(at + BUCKET.key(slot).offset, 8, `key[${slot}]`)) },
      { head: 'elem', cells: slots.map((slot) => cell(at + BUCKET.elem(slot).offset, 8, `elem[${slot}]`)) },
    ],
    overflow: cell(at + BUCKET.overflow.offset, 8, 'overflow'),
  }
}

/** Buckets that have been written and that no chain has any more: freed after a growth, or lost by a race. */
function orphanBlocks(source: MemorySource, shown: ReadonlySet<number>, cell: MakeCell): MemoryBlock[] {
  return source.labels.all.flatMap(({ name, address }) => {
    const at = Number(address)
    if (!name.endsWith('.tophash[0]') || shown.has(at) || !isWritten(source, at, BUCKET.size)) return []
    return [bucketBlock(at, `${bucketName(source.labels, at)}, not in the map`, cell)]
  })
}

function isWritten({ read, initialByte }: MemorySource, address: number, size: number): boolean {
  return Array.from({ length: size }, (_, i) => address + i).some((at) => Number(read(at, 1)) !== initialByte(at))
}

/** Labels with a common beginning (`mu.state`, `mu.sema`) are one block; the others are another. */
function groups(cells: readonly MemoryCell[]): MemoryBlock[] {
  const titles = new Map<string, MemoryCell[]>()
  for (const one of cells) {
    const title = /^(\w+)[.[]/.exec(one.name)?.[1] ?? ''
    const name = title !== '' && one.name[title.length] === '.' ? one.name.slice(title.length + 1) : one.name
    titles.set(title, [...(titles.get(title) ?? []), { ...one, name }])
  }
  return [...titles].map(([title, members]) => ({ kind: 'fields', title, cells: members }))
}

function flagsText(value: bigint): string {
  const names = Object.entries(MAP_FLAGS).filter(([, bit]) => (Number(value) & bit) !== 0).map(([name]) => name)
  return names.length > 0 ? `${value} ${names.join(' ')}` : value.toString()
}

function valueText({ labels }: MemorySource): (value: bigint) => string {
  return (value) => {
    if (value < 0x1000n) return value.toString()
    const name = bucketName(labels, Number(value))
    return name.startsWith('0x') ? `0x${value.toString(16)}` : name
  }
}

/** A bucket and the header are called by their labels, not by those of their first fields. */
export function bucketName(labels: LabelTable, address: number): string {
  return labels.nameOf(address).replace(/\.tophash\[0\]$/, '').replace(/^h\.count$/, 'h')
}
