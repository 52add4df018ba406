/** Keystone or Capstone is needed after all: whoever began without them loads them, and does it again. */
export class NotLoaded extends Error {
  override name = 'NotLoaded'
}
