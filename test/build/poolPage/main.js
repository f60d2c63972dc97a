// The library as a page has it that no bundler has seen. Tests call what hangs on `window`.
import { createPool, Matrix } from "./dist/index.js";

function random(n) {
  const data = new Float64Array(n * n);
  for (let i = 0, x = 1; i < data.length; ++i) {
    x = (x * 1103515245 + 12345) % 2147483648;
    data[i] = x / 2147483648 - 0.5;
  }
  return new Matrix(n, n, data);
}

const createWorker = () => new Worker("./dist/worker.js");

/** Whether a job is done, by workers from a blob or from a file, or what it rejects with. */
window.compute = async (from) => {
  const pool = createPool({ threads: 1, ...(from === "file" && { createWorker }) });
  try {
    return { rank: await pool.rank([[1, 2], [2, 4]]) }; // prettier-ignore
  } catch (error) {
    return { error: String(error) };
  } finally {
    await pool.close();
  }
};

/** Decomposes n × n, and says what the page saw meanwhile. */
window.watch = async (n) => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  const pool = createPool({ threads: 1 });
  const a = random(n);
  await pool.rank([[1]]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  observer.observe({ type: "longtask" });
  const progress = [];
  let longestPause = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longestPause = Math.max(longestPause, performance.now() - last);
    last = performance.now();
  }, 4);
  const start = performance.now();
  const { s } = await pool.svd(a, { onProgress: ({ done }) => progress.push(done) });
  const time = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 100));
  clearInterval(beat);
  observer.disconnect();
  await pool.close();
  return { tasks, longestPause, progress, time, largest: s[0], isolated: crossOriginIsolated };
};

/** Cancels a job that runs: after how long its promise rejects, and the next job is done. */
window.cancel = async (n) => {
  const pool = createPool({ threads: 1 });
  const control = new AbortController();
  let begun;
  const running = new Promise((resolve) => (begun = resolve));
  const job = pool.svd(random(n), { signal: control.signal, onProgress: () => begun() });
  job.catch(() => {});
  await running;
  const start = performance.now();
  control.abort();
  const name = await job.catch((error) => error.name);
  const rejected = performance.now() - start;
  const rank = await pool.rank([[1]]);
  const next = performance.now() - start;
  await pool.close();
  return { name, rejected, rank, next };
};

document.body.textContent = "ready";
