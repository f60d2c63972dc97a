/** What there is to see, in words. */
export function Explanation() {
  return (
    <section class="matrix-explanation">
      <h2>What you see</h2>
      <div>
        <p>
          A matrix maps each point x of the plane to A x. Straight lines stay straight, and the unit
          circle becomes an ellipse. Some pair of perpendicular directions, v₁ and v₂, stays
          perpendicular: it becomes the axes of the ellipse. So A does three simple things, one
          after the other: Vᵀ rotates v₁ and v₂ onto the axes, Σ stretches along the axes by the
          singular values σ₁ ≥ σ₂ ≥ 0, and U rotates the result into place. Where the determinant is
          negative, one rotation has to be a flip, and the F ends up in mirror writing. Where σ₂ is
          zero, the ellipse is a segment: the matrix has rank 1 and cannot be undone.
        </p>
        <p>
          Eigenvectors are something else: directions that A leaves where they are. They need not be
          perpendicular, and need not be real. Only for symmetric matrices do the two coincide.
        </p>
        <p>
          A pair uᵢ, vᵢ may change its signs together. Here they are chosen so that Vᵀ always
          rotates, by 90° at most, and U flips just where A does.
        </p>
      </div>
    </section>
  );
}
