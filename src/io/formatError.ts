/**
 * Bytes or text that are not what they should be: a file that is cut off, of
 * another kind, or with something in it that no matrix can hold.
 *
 * Files come from outside, so a correct program may want to catch this. The
 * message names the format, the place, what was expected and what came.
 */
export class FormatError extends Error {
  override readonly name = "FormatError";
}
