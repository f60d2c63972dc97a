import { useEffect, useState } from "preact/hooks";
import { JobStatus } from "../../parts/jobStatus.tsx";
import { useJob } from "../../parts/useJob.ts";
import { Builder } from "./builder.tsx";
import { type FaceSets, loadFaces } from "./data.ts";
import { EigenfaceGrid } from "./eigenfaceGrid.tsx";
import { type FaceSpace, fitFaces } from "./faceSpace.ts";
import "./panel.css";
import { Rebuilder } from "./rebuilder.tsx";

export default function Panel() {
  const [fitted, setFitted] = useState<{ readonly sets: FaceSets; readonly space: FaceSpace }>();
  const job = useJob();
  const start = () =>
    job.run(async (options) => {
      const sets = await loadFaces(options.signal);
      return { sets, space: await fitFaces(sets.known, options) };
    }, setFitted);
  useEffect(start, []);
  return (
    <div class="faces">
      <JobStatus job={job} label="Finding the eigenfaces" />
      {!fitted && !job.running && (
        <button type="button" onClick={start}>
          Find the eigenfaces
        </button>
      )}
      {fitted && (
        <>
          <p class="note">
            {fitted.sets.known.length} faces of {fitted.space.width} × {fitted.space.height} pixels,
            from Labeled Faces in the Wild. Brightness and contrast are taken out of each; what is
            left is the mean face and a sum of eigenfaces, the singular vectors of faces × pixels.
          </p>
          <h2>The mean face and the first eigenfaces</h2>
          <EigenfaceGrid space={fitted.space} />
          <p class="note">With the part of the variance that each has. Grey is 0.</p>
          <div class="faces-layout">
            <section>
              <h2>Build a face</h2>
              <Builder space={fitted.space} />
            </section>
            <section>
              <h2>Rebuild a face</h2>
              <Rebuilder {...fitted} />
            </section>
          </div>
        </>
      )}
    </div>
  );
}
