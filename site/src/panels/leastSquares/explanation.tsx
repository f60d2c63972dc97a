/** What there is to see, in words. */
export function Explanation() {
  return (
    <section class="ls-explanation">
      <h2>What you see</h2>
      <p>
        Each point asks the line to pass through it: one equation each, in two unknowns. Together
        they are A x = b, which has no solution as soon as the points do not lie on a line. The
        pseudoinverse, which follows from the singular value decomposition A = U Σ Vᵀ, gives the x
        that leaves the least: x̂ = A⁺ b = V Σ⁻¹ Uᵀ b makes the sum of the squares of the vertical
        distances as small as can be. Where many x do that (two points for a parabola, or all points
        above each other), it takes the shortest. Total least squares lets x have errors, too, and
        makes the distances at a right angle small: its line is steeper.
      </p>
    </section>
  );
}
