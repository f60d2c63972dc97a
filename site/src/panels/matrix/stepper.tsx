import { Slider } from "../../parts/slider.tsx";
import { STAGES } from "./stages.ts";
import { LAST_STEP } from "./steps.ts";
import type { Playback } from "./usePlayback.ts";

/** Time: to play, to drag, or by steps. */
export function Stepper({ playback, disabled }: { playback: Playback; disabled: boolean }) {
  const { time, playing, still, play, pause, seek } = playback;
  return (
    <fieldset class="matrix-stepper" disabled={disabled}>
      <legend class="unseen">Steps of the map</legend>
      <button type="button" class="matrix-play" onClick={playing ? pause : play}>
        {playing ? "Pause" : still ? "Next step" : "Play"}
      </button>
      <div class="matrix-stages">
        {STAGES.map((name, at) => (
          <button key={name} type="button" aria-pressed={time === at} onClick={() => seek(at)}>
            {name}
          </button>
        ))}
      </div>
      <Slider
        label="Step"
        min={0}
        max={LAST_STEP}
        step={0.01}
        value={time}
        format={(value) => `${value.toFixed(2)} of ${LAST_STEP}`}
        onInput={seek}
      />
    </fieldset>
  );
}
