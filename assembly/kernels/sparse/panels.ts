import { WIDTH, multiplyAdd } from "../../simd";

/**
 * Goes through some slices of a `multiplyBlock` for 8 registers of columns; x and y are the first of them. Returns how many
 * entries the slices have.
 */
export function multiply8(
  slices: usize,
  lanes: usize,
  lengths: usize,
  rows: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): usize {
  const step = lanes * sizeof<real>();
  const indexStep = lanes * sizeof<u32>();
  const first = values;
  for (let s: usize = 0; s < slices; ++s) {
    const bytes = lengthOf(lengths, rows) * step;
    for (let r: usize = 0; r < lanes; ++r) {
      let s0 = v128.splat<real>(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let s6 = s0;
      let s7 = s0;
      let index = indices + r * sizeof<u32>();
      const start = values + r * sizeof<real>();
      const end = start + bytes;
      for (let at = start; at < end; at += step) {
        const value = v128.load_splat<real>(at);
        const row = x + (load<u32>(index) as usize) * stride;
        s0 = multiplyAdd(value, v128.load(row), s0);
        s1 = multiplyAdd(value, v128.load(row, WIDTH), s1);
        s2 = multiplyAdd(value, v128.load(row, 2 * WIDTH), s2);
        s3 = multiplyAdd(value, v128.load(row, 3 * WIDTH), s3);
        s4 = multiplyAdd(value, v128.load(row, 4 * WIDTH), s4);
        s5 = multiplyAdd(value, v128.load(row, 5 * WIDTH), s5);
        s6 = multiplyAdd(value, v128.load(row, 6 * WIDTH), s6);
        s7 = multiplyAdd(value, v128.load(row, 7 * WIDTH), s7);
        index += indexStep;
      }
      const to = y + (rows === 0 ? s : (load<u32>(rows + r * sizeof<u32>()) as usize)) * stride;
      v128.store(to, s0);
      v128.store(to, s1, WIDTH);
      v128.store(to, s2, 2 * WIDTH);
      v128.store(to, s3, 3 * WIDTH);
      v128.store(to, s4, 4 * WIDTH);
      v128.store(to, s5, 5 * WIDTH);
      v128.store(to, s6, 6 * WIDTH);
      v128.store(to, s7, 7 * WIDTH);
    }
    lengths += sizeof<u32>();
    if (rows !== 0) rows += lanes * sizeof<u32>();
    indices += (bytes / sizeof<real>()) * sizeof<u32>();
    values += bytes;
  }
  return (values - first) / sizeof<real>();
}

/** The same for 4 registers. */
export function multiply4(
  slices: usize,
  lanes: usize,
  lengths: usize,
  rows: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): usize {
  const step = lanes * sizeof<real>();
  const indexStep = lanes * sizeof<u32>();
  const first = values;
  for (let s: usize = 0; s < slices; ++s) {
    const bytes = lengthOf(lengths, rows) * step;
    for (let r: usize = 0; r < lanes; ++r) {
      let s0 = v128.splat<real>(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let index = indices + r * sizeof<u32>();
      const start = values + r * sizeof<real>();
      const end = start + bytes;
      for (let at = start; at < end; at += step) {
        const value = v128.load_splat<real>(at);
        const row = x + (load<u32>(index) as usize) * stride;
        s0 = multiplyAdd(value, v128.load(row), s0);
        s1 = multiplyAdd(value, v128.load(row, WIDTH), s1);
        s2 = multiplyAdd(value, v128.load(row, 2 * WIDTH), s2);
        s3 = multiplyAdd(value, v128.load(row, 3 * WIDTH), s3);
        index += indexStep;
      }
      const to = y + (rows === 0 ? s : (load<u32>(rows + r * sizeof<u32>()) as usize)) * stride;
      v128.store(to, s0);
      v128.store(to, s1, WIDTH);
      v128.store(to, s2, 2 * WIDTH);
      v128.store(to, s3, 3 * WIDTH);
    }
    lengths += sizeof<u32>();
    if (rows !== 0) rows += lanes * sizeof<u32>();
    indices += (bytes / sizeof<real>()) * sizeof<u32>();
    values += bytes;
  }
  return (values - first) / sizeof<real>();
}

/** The same for 2 registers. */
export function multiply2(
  slices: usize,
  lanes: usize,
  lengths: usize,
  rows: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): usize {
  const step = lanes * sizeof<real>();
  const indexStep = lanes * sizeof<u32>();
  const first = values;
  for (let s: usize = 0; s < slices; ++s) {
    const bytes = lengthOf(lengths, rows) * step;
    for (let r: usize = 0; r < lanes; ++r) {
      let s0 = v128.splat<real>(0);
      let s1 = s0;
      let index = indices + r * sizeof<u32>();
      const start = values + r * sizeof<real>();
      const end = start + bytes;
      for (let at = start; at < end; at += step) {
        const value = v128.load_splat<real>(at);
        const row = x + (load<u32>(index) as usize) * stride;
        s0 = multiplyAdd(value, v128.load(row), s0);
        s1 = multiplyAdd(value, v128.load(row, WIDTH), s1);
        index += indexStep;
      }
      const to = y + (rows === 0 ? s : (load<u32>(rows + r * sizeof<u32>()) as usize)) * stride;
      v128.store(to, s0);
      v128.store(to, s1, WIDTH);
    }
    lengths += sizeof<u32>();
    if (rows !== 0) rows += lanes * sizeof<u32>();
    indices += (bytes / sizeof<real>()) * sizeof<u32>();
    values += bytes;
  }
  return (values - first) / sizeof<real>();
}

/** The same for 1 register. */
export function multiply1(
  slices: usize,
  lanes: usize,
  lengths: usize,
  rows: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): usize {
  const step = lanes * sizeof<real>();
  const indexStep = lanes * sizeof<u32>();
  const first = values;
  for (let s: usize = 0; s < slices; ++s) {
    const bytes = lengthOf(lengths, rows) * step;
    for (let r: usize = 0; r < lanes; ++r) {
      let s0 = v128.splat<real>(0);
      let index = indices + r * sizeof<u32>();
      const start = values + r * sizeof<real>();
      const end = start + bytes;
      for (let at = start; at < end; at += step) {
        const value = v128.load_splat<real>(at);
        const row = x + (load<u32>(index) as usize) * stride;
        s0 = multiplyAdd(value, v128.load(row), s0);
        index += indexStep;
      }
      const to = y + (rows === 0 ? s : (load<u32>(rows + r * sizeof<u32>()) as usize)) * stride;
      v128.store(to, s0);
    }
    lengths += sizeof<u32>();
    if (rows !== 0) rows += lanes * sizeof<u32>();
    indices += (bytes / sizeof<real>()) * sizeof<u32>();
    values += bytes;
  }
  return (values - first) / sizeof<real>();
}

/** The same for a column of X that fills no register: fewer than LANES at the end. */
export function multiplyColumn(
  slices: usize,
  lanes: usize,
  lengths: usize,
  rows: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): usize {
  const step = lanes * sizeof<real>();
  const indexStep = lanes * sizeof<u32>();
  const first = values;
  for (let s: usize = 0; s < slices; ++s) {
    const bytes = lengthOf(lengths, rows) * step;
    for (let r: usize = 0; r < lanes; ++r) {
      let sum: real = 0;
      let index = indices + r * sizeof<u32>();
      const start = values + r * sizeof<real>();
      const end = start + bytes;
      for (let at = start; at < end; at += step) {
        sum += load<real>(at) * load<real>(x + (load<u32>(index) as usize) * stride);
        index += indexStep;
      }
      const to = y + (rows === 0 ? s : (load<u32>(rows + r * sizeof<u32>()) as usize)) * stride;
      store<real>(to, sum);
    }
    lengths += sizeof<u32>();
    if (rows !== 0) rows += lanes * sizeof<u32>();
    indices += (bytes / sizeof<real>()) * sizeof<u32>();
    values += bytes;
  }
  return (values - first) / sizeof<real>();
}

/** The length of a slice. */
function lengthOf(lengths: usize, rows: usize): usize {
  const length = load<u32>(lengths) as usize;
  return rows === 0 ? (load<u32>(lengths, sizeof<u32>()) as usize) - length : length;
}
