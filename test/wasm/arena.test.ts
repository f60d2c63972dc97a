import { describe, expect, it } from "vitest";
import { Arena, LIMIT, OutOfMemory } from "../../src/wasm/arena.ts";

const PAGE = 65_536;
const make = (maximum?: number) => new Arena(new WebAssembly.Memory({ initial: 1, maximum }));

describe("an arena", () => {
  it("hands out blocks one after the other, on boundaries of 16 bytes", () => {
    const arena = make();
    expect([1, 16, 17, 0, 8].map((bytes) => arena.allocate(bytes))).toEqual([16, 32, 48, 80, 80]);
    expect(arena.used).toBe(80);
  });

  it("frees what a scope allocated, and nothing else", () => {
    const arena = make();
    const first = arena.allocate(100);
    arena.scope(() => {
      arena.allocate(100);
      arena.scope(() => arena.allocate(100));
      expect(arena.used).toBe(224);
    });
    expect(arena.used).toBe(112);
    expect(arena.allocate(1)).toBe(first + 112);
  });

  it("frees when the scope throws", () => {
    const arena = make();
    const failing = () =>
      arena.scope(() => {
        arena.allocate(100);
        throw new Error("stop");
      });
    expect(failing).toThrow("stop");
    expect(arena.used).toBe(0);
  });

  it("grows by as many pages as it needs", () => {
    const arena = make();
    arena.allocate(3 * PAGE);
    expect(arena.memory.buffer.byteLength).toBe(4 * PAGE);
    arena.scope(() => arena.allocate(PAGE - 16));
    expect(arena.memory.buffer.byteLength).toBe(4 * PAGE);
  });

  it("grows once for all blocks of a reservation", () => {
    const arena = make();
    arena.reserve(PAGE, 1, PAGE);
    const { buffer } = arena.memory;
    for (const bytes of [PAGE, 1, PAGE]) arena.allocate(bytes);
    expect(arena.memory.buffer).toBe(buffer);
  });

  it("says so where the machine gives no more, and works on", () => {
    const arena = make(2);
    expect(() => arena.allocate(2 * PAGE)).toThrow(OutOfMemory);
    expect(() => arena.reserve(PAGE, PAGE)).toThrow(OutOfMemory);
    expect(arena.used).toBe(0);
    expect(arena.allocate(2 * PAGE - 16)).toBe(16);
  });

  // Loops run while an address is below the end of a block: an end of 2³² would be 0.
  it.each([LIMIT, 2 ** 32, 2 ** 40, Infinity, NaN])("refuses %d bytes without asking", (bytes) => {
    const arena = make();
    expect(() => arena.allocate(bytes)).toThrow(OutOfMemory);
    expect(arena.memory.buffer.byteLength).toBe(PAGE);
  });
});
