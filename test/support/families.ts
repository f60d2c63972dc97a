import { diagonal, fill, zeros } from "./dense.ts";
import { killerBidiagonal } from "./killer.ts";
import {
  dense,
  graded,
  hidden,
  inverseEps,
  k,
  known,
  large,
  made,
  onDiagonal,
  ones,
  rounded,
  small,
  uniform,
  type Family,
} from "./samples.ts";

/**
 * The types of LAPACK's tests of the SVD, DDRVBD and DCHKBD: their numbers
 * there are given as "drv" and "bd".
 */
const lapack: Family[] = [
  {
    name: "zero (drv 1, bd 1)",
    make: (m, n) => known(diagonal(m, n, []), new Float64Array(k(m, n))),
  },
  {
    name: "identity (drv 2, bd 2)",
    make: (m, n) => known(diagonal(m, n, ones(k(m, n))), ones(k(m, n))),
  },
  dense("arithmetic, cond min(m,n) (drv 3)", 4, (m, n) => k(m, n)),
  dense(
    "the same near underflow (drv 4)",
    4,
    (m, n) => k(m, n),
    (p) => p.safeMin / p.eps,
  ),
  dense(
    "the same near overflow (drv 5)",
    4,
    (m, n) => k(m, n),
    (p) => p.eps / p.safeMin,
  ),
  onDiagonal("diagonal, arithmetic (bd 3)", 4),
  onDiagonal("diagonal, geometric (bd 4)", 3),
  onDiagonal("diagonal, one large (bd 5)", 1),
  onDiagonal("diagonal, arithmetic, large (bd 6)", 4, large),
  onDiagonal("diagonal, arithmetic, small (bd 7)", 4, small),
  dense("arithmetic (bd 8)", 4, inverseEps),
  dense("geometric (bd 9)", 3, inverseEps),
  dense("one large (bd 10)", 1, inverseEps),
  dense("arithmetic, large (bd 11)", 4, inverseEps, large),
  dense("arithmetic, small (bd 12)", 4, inverseEps, small),
  uniform("uniform entries (bd 13)", () => 1),
  uniform("uniform entries, large (bd 14)", large),
  uniform("uniform entries, small (bd 15)", small),
  {
    // Logarithms uniform over those of ε² … ε⁻².
    name: "log-uniform bidiagonal (bd 16)",
    make: (m, n, p, random) => {
      const entry = () => Math.exp(2 * Math.log(p.eps) * random.between(-1, 1));
      return rounded(
        fill(m, n, (i, j) => (j === i || j === i + 1 ? entry() : 0)),
        p,
      );
    },
  },
];

/** What LAPACK's tests leave out. */
const further: Family[] = [
  dense("all but one equal (mode 2)", 2, inverseEps),
  dense("random logarithms (mode 5)", 5, inverseEps),
  dense("random values (mode 6)", 6, inverseEps),
  {
    name: "three clusters, ε apart",
    make: (m, n, p, random) =>
      hidden(
        m,
        n,
        ones(k(m, n)).map((_, i) => (1 + (i % 5) * p.eps) / (1 + (i % 3))),
        p,
        random,
      ),
  },
  {
    name: "rank ⌊k/2⌋",
    make: (m, n, p, random) => {
      const rank = k(m, n) >> 1;
      return hidden(
        m,
        n,
        ones(k(m, n)).map((_, i) => (i < rank ? random.between(0.5, 1) : 0)),
        p,
        random,
      );
    },
  },
  {
    name: "rank one",
    make: (m, n, p, random) => {
      const x = p.array(Array.from({ length: m }, () => random.integer(-9, 9)));
      const y = p.array(Array.from({ length: n }, () => random.integer(-9, 9)));
      const s = new Float64Array(k(m, n));
      if (s.length > 0) s[0] = Math.hypot(...x) * Math.hypot(...y);
      return known(
        fill(m, n, (i, j) => x[i] * y[j]),
        s,
      );
    },
  },
  {
    name: "all ones",
    make: (m, n) => {
      const s = new Float64Array(k(m, n));
      if (s.length > 0) s[0] = Math.sqrt(m * n);
      return known(
        fill(m, n, () => 1),
        s,
      );
    },
  },
  {
    name: "repeated and zero rows",
    make: (m, n, p, random) => {
      const rows = [1, 2, 3].map(() => p.array(Array.from({ length: n }, () => random.normal())));
      return made(fill(m, n, (i, j) => (i % 4 === 3 ? 0 : rows[i % 4][j])));
    },
  },
  {
    name: "random signed permutation",
    make: (m, n, _, random) => {
      const a = zeros(m, n);
      const places = Array.from({ length: Math.max(m, n) }, (_, i) => i);
      for (let i = places.length - 1; i > 0; --i) {
        const j = random.integer(0, i);
        [places[i], places[j]] = [places[j], places[i]];
      }
      for (let i = 0; i < k(m, n); ++i) {
        const [row, column] = m < n ? [i, places[i]] : [places[i], i];
        a.data[row * n + column] = random.sign();
      }
      return known(a, ones(k(m, n)));
    },
  },
  graded("rows graded down", (i) => -i),
  graded("rows graded up", (i) => i),
  graded("columns graded down", (_, j) => -j),
  graded("rows and columns graded", (i, j) => i - j),
  {
    name: "Hilbert",
    make: (m, n, p) =>
      rounded(
        fill(m, n, (i, j) => 1 / (i + j + 1)),
        p,
      ),
  },
  {
    name: "Vandermonde",
    make: (m, n, p) =>
      rounded(
        fill(m, n, (i, j) => ((i + 1) / m) ** j),
        p,
      ),
  },
  {
    // W. Kahan, Numerical linear algebra, Canad. Math. Bull. 9 (1966) 757–801.
    name: "Kahan",
    make: (m, n, p) => {
      const [sine, cosine] = [Math.sin(1.2), Math.cos(1.2)];
      return rounded(
        fill(m, n, (i, j) => (i > j ? 0 : sine ** i * (i === j ? 1 : -cosine))),
        p,
      );
    },
  },
  {
    name: "near-identity bidiagonal",
    make: (m, n, p, random) => {
      const { d, e } = killerBidiagonal(k(m, n), random.sign() < 0 ? 100 : 200, p, random);
      return made(fill(m, n, (i, j) => (i === j ? d[i] : j === i + 1 && i < e.length ? e[i] : 0)));
    },
  },
  {
    name: "denormal entries",
    make: (m, n, { denormal }, random) =>
      made(fill(m, n, () => random.integer(-1000, 1000) * denormal)),
  },
  {
    // σ₁ ≤ √(m·n)·max |aᵢⱼ| must stay finite.
    name: "entries near the largest number",
    make: (m, n, p, random) =>
      rounded(
        fill(m, n, () => random.between(-1, 1) * (p.max / Math.max(m, n))),
        p,
      ),
  },
  {
    name: "magnitudes all over the range",
    make: (m, n, p, random) => {
      const range = 0.9 * Math.log2(p.max);
      return rounded(
        fill(m, n, () => random.sign() * 2 ** random.between(-range, range)),
        p,
      );
    },
  },
];

export const families: readonly Family[] = [...lapack, ...further];
