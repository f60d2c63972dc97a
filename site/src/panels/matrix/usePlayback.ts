import { useEffect, useState } from "preact/hooks";

export interface Playback {
  readonly time: number;
  readonly playing: boolean;
  /** Whether the person prefers no motion: then `play` goes to the next step at once. */
  readonly still: boolean;
  /** From the start, if it stands at the end. */
  play(): void;
  pause(): void;
  /** Stops at a time. */
  seek(time: number): void;
}

/** What one step takes, in milliseconds. */
const STEP = 1600;

/** A clock from 0 to `end` that begins at its end, and slows down at each whole number. */
export function usePlayback(end: number): Playback {
  const [time, setTime] = useState(end);
  const [playing, setPlaying] = useState(false);
  const [still] = useState(() => matchMedia("(prefers-reduced-motion: reduce)").matches);
  useEffect(() => {
    if (!playing) return;
    const from = uneased(time >= end ? 0 : time);
    const began = performance.now();
    let frame = requestAnimationFrame(function advance(now) {
      const linear = Math.min(from + Math.max(now - began, 0) / STEP, end);
      setTime(eased(linear));
      if (linear < end) frame = requestAnimationFrame(advance);
      else setPlaying(false);
    });
    return () => cancelAnimationFrame(frame);
    // The time is where it starts; it does not start again with every change.
  }, [playing, end]);
  const seek = (to: number) => {
    setPlaying(false);
    setTime(to);
  };
  const next = () => seek(time >= end ? 0 : Math.floor(time) + 1);
  return {
    time,
    playing,
    still,
    play: still ? next : () => setPlaying(true),
    pause: () => setPlaying(false),
    seek,
  };
}

function eased(linear: number): number {
  const step = Math.floor(linear);
  return step + (1 - Math.cos(Math.PI * (linear - step))) / 2;
}

function uneased(time: number): number {
  const step = Math.floor(time);
  return step + Math.acos(1 - 2 * (time - step)) / Math.PI;
}
