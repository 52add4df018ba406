/**
 * Reads `size` bytes (1, 2, 4 or 8) at `address`, little-endian and unsigned. May throw when nothing is mapped there:
 * everything in this layer that takes one survives that.
 */
export type ReadMemory = (address: bigint, size: number) => bigint
