import { describe, expect, it } from 'vitest'
import { MODELS, modelNamed } from '../../src/cpu-model/models.ts'
import { parseLitmus } from '../../src/litmus/parse.ts'
import { loadLitmusRunner, type LitmusRun } from '../../src/litmus/run.ts'

const runner = await loadLitmusRunner()

function run(text: string, model = 'x86-tso'): LitmusRun {
  const prepared = runner.prepare(parseLitmus('test.litmus', text))
  try {
    return prepared.run(modelNamed(model))
  } finally {
    prepared.close()
  }
}

function states(text: string, model?: string): string[] {
  return run(text, model).states.map((state) => state.text)
}

describe('the initial state', () => {
  it('gives registers and variables their values, each variable with its size and sign', () => {
    const text = `X86_64 init
{ uint8_t b=255; int16_t h=-2; uint64_t q=0xffffffffffffffff; int64_t t[2]={1,-1}; uint64_t 0:rdx=7; }
 P0 ;
 movzbl (b),%eax ;
 movswl (h),%ebx ;
locations [0:rax; 0:rbx; 0:rdx; b; h; q; t;]`
    expect(states(text)).toStrictEqual([
      '0:rax=255; 0:rbx=-2; 0:rdx=7; [b]=255; [h]=-2; [q]=18446744073709551615; t={1,-1};',
    ])
  })

  it('gives addresses, which a final state names again', () => {
    const text = `X86_64 pointer
{ int x=3; int y=4; 0:rdi=x; uint64_t p=y; }
 P0 ;
 movl (%rdi),%eax ;
 movq (p),%rsi ;
 movl (%rsi),%ebx ;
 movq %rdi,(p) ;
locations [0:rax; 0:rbx; 0:rsi; p;]`
    expect(states(text)).toStrictEqual(['0:rax=3; 0:rbx=4; 0:rsi=y; [p]=x;'])
  })

  it('refuses a stack pointer', () => {
    const text = 'X86_64 rsp\n{ uint64_t 0:rsp=1; }\n P0 ;\n nop ;\nexists (true)'
    expect(() => run(text)).toThrow(/0:rsp.*stack of its own/)
  })
})

describe('code', () => {
  it('may jump to a label at its end, and every core has labels of its own', () => {
    const text = `X86_64 labels
{ x=1; }
 P0            | P1             ;
 movl (x),%eax | movl (x),%eax  ;
 cmpl $1,%eax  | cmpl $0,%eax   ;
 je L0         | je L0          ;
 movl $5,%eax  | movl $6,%eax   ;
 L0:           | L0:            ;
locations [0:rax; 1:rax;]`
    expect(states(text)).toStrictEqual(['0:rax=1; 1:rax=6;'])
  })

  it('runs instructions that herd does not know, with their flags', () => {
    const text = `X86_64 more
{ int x=5; }
 P0 ;
 subl $5,(x) ;
 sete %al ;
 movl $3,%ebx ;
 lock ; xaddl %ebx,(x) ;
 pushq %rbx ;
 popq %rcx ;
locations [0:rax; 0:rbx; 0:rcx; x;]`
    expect(states(text, 'sc')).toStrictEqual(['0:rax=1; 0:rbx=0; 0:rcx=0; [x]=3;'])
  })

  it('has a point between the load and the store of an unlocked increment, in every model', () => {
    const text = 'X86_64 inc\n{ }\n P0 | P1 ;\n incl (x) | incl (x) ;\nforall (x=2)'
    for (const { name } of MODELS) expect(states(text, name), name).toStrictEqual(['[x]=1;', '[x]=2;'])
    expect(states(text.replaceAll('incl', 'lock ; incl'), 'relaxed')).toStrictEqual(['[x]=2;'])
  })

  it('in 32-bit names and Intel order is the same test', () => {
    const text = `X86 SB
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\\ 1:EAX=0)`
    expect(states(text, 'sc')).toHaveLength(3)
    expect(run(text)).toMatchObject({ positive: 1, negative: 3, observation: 'Sometimes', validation: 'Ok' })
  })

  it('that cannot be assembled is refused with its line', () => {
    const text = 'X86_64 bad\n{ }\n P0 ;\n nop ;\n frobl (x),%eax ;\nexists (true)'
    expect(() => run(text)).toThrow(/^test\.litmus:5:.*frobl/)
  })
})

describe('a filter', () => {
  it('leaves final states out, and shows nothing of its own', () => {
    const text = `X86_64 filtered
{ }
 P0            | P1            ;
 movl $1,(x)   | movl $1,(y)   ;
 movl (y),%eax | movl (x),%eax ;
filter (0:rax=1)
forall (1:rax=1)`
    expect(states(text)).toStrictEqual(['1:rax=0;', '1:rax=1;'])
    expect(run(text)).toMatchObject({ positive: 1, negative: 1, validation: 'No' })
  })
})

describe('a fault', () => {
  const text = `X86_64 fault
{ }
 P0            | P1            ;
 movl $1,(x)   | movl (x),%eax ;
 ud2           |               ;
 movl $1,(y)   |               ;
locations [x; y; 1:rax;]`

  it('stops its core only, whose buffer still drains, and stands in the state', () => {
    expect(states(text)).toStrictEqual([
      '1:rax=0; [x]=1; [y]=0; fault(P0, invalid instruction);',
      '1:rax=1; [x]=1; [y]=0; fault(P0, invalid instruction);',
    ])
  })

  it('at an address names it', () => {
    const faulting = text.replace(' ud2  ', ' movl (%rdi),%eax')
    expect(states(faulting)[0]).toBe('1:rax=0; [x]=1; [y]=0; fault(P0, read of unmapped memory at 0x0);')
  })
})

describe('a test that does not end', () => {
  it('says which processors go on for ever', () => {
    const spin = `X86_64 spin
{ }
 P0  | P1               ;
 nop | L: movl (x),%eax ;
     | cmpl $1,%eax     ;
     | jne L            ;
exists (1:rax=1)`
    const seen = run(spin)
    expect(seen).toMatchObject({ states: [], doesNotTerminate: [[1]], observation: 'Never', complete: true })
  })
})
