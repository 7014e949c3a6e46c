/** Gives each number of a set its place, 0, 1, 2 and so on in the order of their coming: a map for millions of them. */
export class NumberTable {
  #keys: Float64Array;
  #places: Int32Array;
  #mask: number;
  /** How many numbers have a place. */
  size = 0;

  /** @param expected how many numbers may come; more cost time alone */
  constructor(expected: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * expected)));
    this.#mask = slots - 1;
    this.#keys = new Float64Array(slots);
    this.#places = new Int32Array(slots).fill(-1);
  }

  /** @param number an integer whose low 32 bits are spread evenly, as those of a hash */
  placeOf(number: number): number {
    const slot = this.#slotOf(number);
    if (this.#places[slot]! >= 0) return this.#places[slot]!;
    if (2 * (this.size + 1) > this.#keys.length) {
      this.#grow();
      return this.placeOf(number);
    }
    this.#keys[slot] = number;
    this.#places[slot] = this.size;
    return this.size++;
  }

  #slotOf(number: number): number {
    let slot = (number | 0) & this.#mask;
    while (this.#places[slot]! >= 0 && this.#keys[slot] !== number) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const [keys, places] = [this.#keys, this.#places];
    this.#keys = new Float64Array(2 * keys.length);
    this.#places = new Int32Array(2 * keys.length).fill(-1);
    this.#mask = 2 * keys.length - 1;
    places.forEach((place, old) => {
      if (place < 0) return;
      const slot = this.#slotOf(keys[old]!);
      this.#keys[slot] = keys[old]!;
      this.#places[slot] = place;
    });
  }
}
