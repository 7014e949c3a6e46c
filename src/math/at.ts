/**
 * The value at a position that holds one.
 *
 * @throws RangeError where it lies outside of the values: a fault of the program, never of what it reads
 */
export function at<Value extends string | number | boolean | object>(
  values: ArrayLike<Value>,
  position: number,
): Value {
  const value = values[position];
  if (value === undefined) {
    throw new RangeError(`Expected a position below ${values.length}, got ${position}.`);
  }
  return value;
}

/** The value at a position, or undefined where there is none: nothing is chosen, or what was chosen is gone. */
export function atOrNone<Value>(values: ArrayLike<Value>, position: number | undefined): Value | undefined {
  return position === undefined ? undefined : values[position];
}
