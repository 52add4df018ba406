import { describe, expect, it } from 'vitest'
import {
  BUCKET, EVAC_DST, HITER, HMAP, MAPEXTRA, MAPTYPE, MUTEX, READ_ONLY, RWMUTEX, SLICE, SYNC_MAP, TYPE,
  bucketLayout, isEmpty, isEvacuated, largestCount, tophashOf, type Field, type Layout,
} from '../../src/go/layout.ts'

/** `name size: field+offset/size …`, the form in which the debug information was printed. */
function printed({ name, size, fields }: Layout): string {
  const entries = Object.entries<Field>(fields)
  return `${name} ${size}: ${entries.map(([field, at]) => `${field}+${at.offset}/${at.size}`).join(' ')}`
}

describe('layouts, as the debug information (DWARF) of a program built by Go 1.22.12 gives them', () => {
  it.each([
    [HMAP, 'hmap 48: count+0/8 flags+8/1 B+9/1 noverflow+10/2 hash0+12/4 buckets+16/8 oldbuckets+24/8 nevacuate+32/8 ' +
      'extra+40/8'],
    [MAPEXTRA, 'mapextra 24: overflow+0/8 oldoverflow+8/8 nextOverflow+16/8'],
    [SLICE, 'slice 24: array+0/8 len+8/8 cap+16/8'],
    [TYPE, 'abi.Type 48: Size_+0/8 PtrBytes+8/8 Hash+16/4 TFlag+20/1 Align_+21/1 FieldAlign_+22/1 Kind_+23/1 ' +
      'Equal+24/8 GCData+32/8 Str+40/4 PtrToThis+44/4'],
    [MAPTYPE, 'abi.MapType 88: Size_+0/8 PtrBytes+8/8 Hash+16/4 TFlag+20/1 Align_+21/1 FieldAlign_+22/1 Kind_+23/1 ' +
      'Equal+24/8 GCData+32/8 Str+40/4 PtrToThis+44/4 ' +
      'Key+48/8 Elem+56/8 Bucket+64/8 Hasher+72/8 KeySize+80/1 ValueSize+81/1 BucketSize+82/2 Flags+84/4'],
    [HITER, 'hiter 96: key+0/8 elem+8/8 t+16/8 h+24/8 buckets+32/8 bptr+40/8 overflow+48/8 oldoverflow+56/8 ' +
      'startBucket+64/8 offset+72/1 wrapped+73/1 B+74/1 i+75/1 bucket+80/8 checkBucket+88/8'],
    [EVAC_DST, 'evacDst 32: b+0/8 i+8/8 k+16/8 e+24/8'],
    [MUTEX, 'sync.Mutex 8: state+0/4 sema+4/4'],
    [RWMUTEX, 'sync.RWMutex 24: w+0/8 writerSem+8/4 readerSem+12/4 readerCount+16/4 readerWait+20/4'],
    [SYNC_MAP, 'sync.Map 32: mu+0/8 read+8/8 dirty+16/8 misses+24/8'],
    [READ_ONLY, 'sync.readOnly 16: m+0/8 amended+8/1'],
  ])('$name', (layout, fromGo) => {
    expect(printed(layout)).toBe(fromGo)
  })

  it('bucket<uint64,uint64> 144: tophash+0 keys+8 values+72 overflow+136', () => {
    expect(BUCKET).toMatchObject({ size: 144, keySize: 8, elemSize: 8, overflow: { offset: 136, size: 8 } })
    expect([BUCKET.tophash(7), BUCKET.key(0), BUCKET.key(1), BUCKET.elem(0), BUCKET.elem(7)]).toEqual([
      { offset: 7, size: 1 }, { offset: 8, size: 8 }, { offset: 16, size: 8 }, { offset: 72, size: 8 },
      { offset: 128, size: 8 },
    ])
  })

  it('a bucket of map[string]bool: 8 tophashes, 8 strings of 16 bytes, 8 bytes, a pointer', () => {
    expect(bucketLayout(16, 1)).toMatchObject({ size: 8 + 128 + 8 + 8, overflow: { offset: 144, size: 8 } })
  })

  it('keys and elems above 128 bytes are behind pointers', () => {
    expect(bucketLayout(129, 128)).toMatchObject({ keySize: 8, elemSize: 128 })
    expect(bucketLayout(128, 4096)).toMatchObject({ keySize: 128, elemSize: 8 })
  })
})

describe('marks and bounds of map.go', () => {
  it('tophash is the top byte, moved up by 5 when it would be a mark', () => {
    expect([0x00n, 0x04n, 0x05n, 0xffn].map((top) => tophashOf((top << 56n) | 0x1234n))).toEqual([5, 9, 5, 0xff])
  })

  it('0 and 1 are empty; 2, 3 and 4 are evacuated', () => {
    expect([0, 1, 2, 3, 4, 5].map(isEmpty)).toEqual([true, true, false, false, false, false])
    expect([0, 1, 2, 3, 4, 5].map(isEvacuated)).toEqual([false, false, true, true, true, false])
  })

  it('a map grows on its 9th, 14th, 27th and 53rd key', () => {
    expect([0, 1, 2, 3].map((B) => largestCount(B) + 1)).toEqual([9, 14, 27, 53])
  })
})
