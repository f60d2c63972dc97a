import { vi } from "vitest";

/** Waits until what is claimed of a page holds: it may be drawn some time after the event that asks for it. */
export function eventually(claim: () => Promise<void>): Promise<void> {
  return vi.waitFor(claim, { timeout: 30_000, interval: 50 });
}
