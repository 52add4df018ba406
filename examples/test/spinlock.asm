; A spinlock around a counter. The lock is taken by XCHG, which is LOCKed always, and given back by a plain store.
add_one:
  mov eax, 1
  xchg [lock], eax
  test eax, eax
  jnz add_one
  inc qword ptr [counter]
  mov dword ptr [lock], 0
  ret

; The same, given back by XCHG.
add_one_release:
  mov eax, 1
  xchg [lock], eax
  test eax, eax
  jnz add_one_release
  inc qword ptr [counter]
  xor eax, eax
  xchg [lock], eax
  ret
