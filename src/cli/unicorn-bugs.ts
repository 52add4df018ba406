/**
 * What is known to be wrong with a libunicorn of `version` (`2.0.1`, or as much of it as the library tells), and what it lacks, as
 * far as fencepost's use of it goes (docs/decisions/0001-engine.md).
 */
export function unicornBugs(version: string): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const before21 = major < 2 || (major === 2 && minor < 1)
  return [
    ...(before21
      ? [
          'below 2.1.0: a watched store makes wrong flags of SHL, SHR and SAR of memory by CL (unicorn-engine/unicorn#1911)',
        ]
      : []),
    'LOCK NEG leaves wrong flags',
    'no AVX: VEX-encoded instructions are refused as invalid; so are MOVBE and POPCNT',
  ]
}
