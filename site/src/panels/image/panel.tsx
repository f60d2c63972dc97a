import { useEffect, useState } from "preact/hooks";
import { FileDrop } from "../../parts/fileDrop.tsx";
import { JobStatus } from "../../parts/jobStatus.tsx";
import { useJob } from "../../parts/useJob.ts";
import { BUILT_IN, type BuiltIn, builtIn } from "./builtIn.ts";
import { decompose, type Decomposition } from "./decomposition.ts";
import { Explorer } from "./explorer.tsx";
import { type Picture, readPicture } from "./picture.ts";
import { type Colour, COLOURS } from "./planes.ts";
import "./panel.css";

/** What is asked for, while it is not there yet. */
interface Wanted {
  readonly builtIn?: BuiltIn | undefined;
  readonly colour: Colour;
}

export default function Panel() {
  const job = useJob();
  const [shown, setShown] = useState<Wanted & { readonly decomposition: Decomposition }>();
  const [wanted, setWanted] = useState<Wanted>({ builtIn: "astronaut", colour: "rgb" });

  /** What was there before stays until the new one is decomposed, and if that is cancelled. */
  const show = (picture: () => Promise<Picture>, next: Wanted) => {
    setWanted(next);
    job.run(
      async (options) => decompose(await picture(), next.colour, options),
      (decomposition) => setShown({ ...next, decomposition }),
    );
  };
  const showBuiltIn = (name: BuiltIn) => {
    show(() => builtIn(name), { builtIn: name, colour: wanted.colour });
  };
  useEffect(() => showBuiltIn("astronaut"), []);

  const current = job.running ? wanted : (shown ?? wanted);
  return (
    <>
      <div class="controls image-sources">
        {(Object.keys(BUILT_IN) as BuiltIn[]).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={current.builtIn === name}
            onClick={() => showBuiltIn(name)}
          >
            {BUILT_IN[name]}
          </button>
        ))}
        <FileDrop
          label="a photograph of yours; it stays on your machine"
          accept="image/*"
          onFile={(file) => show(() => readPicture(file), { colour: current.colour })}
        />
        <label>
          Colours{" "}
          <select
            value={current.colour}
            disabled={!shown}
            onChange={(event) => {
              if (!shown) return;
              const { picture } = shown.decomposition;
              const colour = event.currentTarget.value as Colour;
              show(() => Promise.resolve(picture), { builtIn: shown.builtIn, colour });
            }}
          >
            {Object.entries(COLOURS).map(([colour, name]) => (
              <option key={colour} value={colour}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <JobStatus job={job} label="Decomposing" />
      {shown && <Explorer decomposition={shown.decomposition} />}
    </>
  );
}
