/** Written by reproducible.test.ts: FNV-1a of U, s and Vt, thin | full. */
export const hashes: Record<string, string> = {};
