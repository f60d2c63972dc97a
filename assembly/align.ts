/** Every region of a workspace starts on the natural boundary of a `v128`. */
export const ALIGNMENT: usize = 16;

/** Returns the first aligned address from `address` on. */
export function align(address: usize): usize {
  return (address + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}
