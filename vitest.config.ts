import { availableParallelism } from "node:os";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { CHROMIUM_FLAGS, findChromium, ISOLATED } from "./scripts/lib/chromium.mjs";

/**
 * Which tests run where (test/README.md says it to those who write them):
 *
 *     *.test.ts                  Node and Chromium, plain and relaxed builds (Node 20 plain, later ones relaxed)
 *     *.node.test.ts             Node only: needs files or processes
 *     test/build/, test/docs/    Node only, once: about the package, not about a build
 *     test/build/poolPage        the same, by itself
 *     test/site/                 Node, which drives the built site in Chromium
 *     those of LONG…, below      Node only, plain builds
 */
const EVERYWHERE = ["test/**/*.test.ts"];
const NODE_ONLY = ["test/**/*.node.test.ts"];
const ONCE = ["test/build/**/*.test.ts", "test/docs/**/*.test.ts"];
const SITE = ["test/site/**/*.test.ts"];
/** Whose pages should have the machine for themselves. */
const PAGE = ["test/build/poolPage.test.ts"];

/** Whether to leave out what is too long for every engine: `npm test` does so on all but one Node for each build. */
const BRIEF = process.env["LEAVE_OUT_LONG_TESTS"] !== undefined;
/** Run with the plain builds on one Node only, */
const LONG = [
  "applications/recommender/million",
  "drivers/tall",
  "lapack/everySize",
  "lapack/large",
  "lapack/mean",
  "streaming/tall",
];
/** and on one Node for each build. */
const QUITE_LONG = [
  "applications/recommender/noise",
  "factorizations/bidiagonal/divideAndConquer",
  "factorizations/bidiagonal/leaf",
  "factorizations/bidiagonal/twisted",
];
/** What takes longest of the others. */
const FIRST = [
  "docs/programs",
  "docs/examples",
  "build/package",
  "lapack/families",
  "lapack/sizes",
];

/** Begins with what takes long: begun last, it would run while all other workers have nothing left to do. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      [...LONG, ...FIRST].some((name) => moduleId.includes(`/test/${name}.`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const leftOut = (names: string[]) => names.map((name) => `test/${name}.node.test.ts`);

/** Node 20 knows relaxed SIMD only by this flag; later ones have it on. */
const RELAXED_FLAG = "--experimental-wasm-relaxed-simd";
const major = Number(process.versions.node.split(".")[0]);

const BUILDS = ["plain", "relaxed"];

export default defineConfig({
  test: {
    // Sweeps over sizes and families take longer than the 5 s that unit tests get by default.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // All cores: the thread that waits for the workers has little to do.
    maxWorkers: availableParallelism(),
    isolate: false,
    globalSetup: "test/setup/worker.ts",
    sequence: { sequencer: LongestFirst },
    // Whether to try every size and method: test/support/thorough.ts.
    provide: { thorough: !BRIEF },
    projects: [
      ...BUILDS.map(inNode),
      ...BUILDS.map(inChromium),
      {
        test: {
          name: "package",
          include: ONCE,
          exclude: PAGE,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      { test: { name: "page", include: PAGE, testTimeout: 180_000, hookTimeout: 180_000 } },
      {
        test: {
          name: "site",
          include: SITE,
          // One browser for all files of a worker: test/site/support/browser.ts.
          isolate: false,
          // They run beside others, and what a page draws may come later than anybody expects. Failures show in the report.
          retry: 1,
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});

function inNode(build: string): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name: build,
      include: EVERYWHERE,
      exclude: [
        ...ONCE,
        ...SITE,
        ...leftOut(BRIEF || build === "relaxed" ? LONG : []),
        ...leftOut(BRIEF ? QUITE_LONG : []),
      ],
      setupFiles: [`test/setup/${build}.ts`],
      pool: "forks",
      execArgv: major < 22 && build === "relaxed" ? [RELAXED_FLAG] : [],
    },
  };
}

function inChromium(build: string): TestProjectConfiguration {
  return {
    extends: true,
    // With shared memory where the relaxed builds are tested, and without where the plain ones are.
    server: { headers: build === "relaxed" ? ISOLATED : {} },
    test: {
      name: `chromium-${build}`,
      provide: { isolated: build === "relaxed" },
      include: EVERYWHERE,
      exclude: [...ONCE, ...SITE, ...NODE_ONLY],
      setupFiles: [`test/setup/${build}.ts`],
      // A page for each build: with two of each on two cores, tests took a third longer.
      maxWorkers: 1,
      sequence: { groupOrder: 1 },
      browser: {
        enabled: true,
        headless: true,
        // Its list of tests would share their thread.
        ui: false,
        screenshotFailures: false,
        instances: [{ browser: "chromium" }],
        provider: playwright({
          launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
        }),
      },
    },
  };
}
