import type { Id } from "./ratings.ts";

/** Ids in the order in which they were first seen, and where each stands. */
export class IdList {
  readonly ids: Id[] = [];
  readonly #places = new Map<Id, number>();

  constructor(ids: Iterable<Id> = []) {
    for (const id of ids) this.add(id);
  }

  get size(): number {
    return this.ids.length;
  }

  /** The place of an id, which is added if it is new. */
  add(id: Id): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    this.#places.set(id, this.ids.length);
    return this.ids.push(id) - 1;
  }

  placeOf(id: Id): number | undefined {
    return this.#places.get(id);
  }
}
