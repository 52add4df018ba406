/**
 * Why a statement cannot be assembled, without the place: the parts of the assembler that see one statement throw it,
 * and the part that knows file and line turns it into an `InputError`.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}
