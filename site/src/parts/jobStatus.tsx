import type { Job } from "./useJob.ts";

/** What a computation is doing, with a button that cancels it; nothing while it rests. */
export function JobStatus({ job, label }: { job: Job; label: string }) {
  const { running, progress, error, cancelled } = job;
  if (error) return <p role="alert">{error.message}</p>;
  if (cancelled) return <p role="status">Cancelled.</p>;
  if (!running) return null;
  const share = progress && progress.total > 0 ? progress.done / progress.total : undefined;
  return (
    <div class="controls" role="status">
      <label>
        {label}
        {progress ? `: ${progress.phase}` : " …"} <progress value={share} max={1} />
      </label>
      <button type="button" onClick={job.cancel}>
        Cancel
      </button>
    </div>
  );
}
