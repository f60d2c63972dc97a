import { WIDTH } from "../../simd";

/** Makes all lanes active, and none unfinished: masks = [true, false] in each. */
export function activateLanes(masks: usize): void {
  v128.store(masks, v128.splat<u32>(0xffffffff));
  v128.store(masks, v128.splat<u32>(0), WIDTH);
}

/**
 * Lets the lanes stay active that are unfinished, and returns whether there are any:
 *
 *     for (lane = 0; lane < LANES; ++lane) {
 *       active[lane] &&= unfinished[lane];
 *       unfinished[lane] = false;
 *     }
 *     return active.some((x) => x);
 */
export function retireLanes(masks: usize): bool {
  const active = v128.and(v128.load(masks), v128.load(masks, WIDTH));
  v128.store(masks, active);
  v128.store(masks, v128.splat<u32>(0), WIDTH);
  return v128.any_true(active);
}
