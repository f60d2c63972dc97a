/** Numbers that fit 32 bits, appended one by one. */
export class Growing {
  #numbers = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  /** A view of what there is, until the next `push`. */
  view(): Uint32Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
