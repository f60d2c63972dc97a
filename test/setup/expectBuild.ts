/** Throws, which fails the test file, unless the build in use is the one that its project is for. */
export function expectBuild(actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`this project tests ${expected}, but ${actual} runs`);
}
