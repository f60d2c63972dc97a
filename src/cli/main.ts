import { aligned, type Command, helpOf, parseArguments } from "./command.ts";
import { facesFit } from "./commands/facesFit.ts";
import { facesIdentify } from "./commands/facesIdentify.ts";
import { fitFile } from "./commands/fitFile.ts";
import { imageBackground } from "./commands/imageBackground.ts";
import { imageCompare } from "./commands/imageCompare.ts";
import { imageCompress } from "./commands/imageCompress.ts";
import { imageDenoise } from "./commands/imageDenoise.ts";
import { imageLayers } from "./commands/imageLayers.ts";
import { lsaTexts } from "./commands/lsaTexts.ts";
import { pca } from "./commands/pca.ts";
import { recommend } from "./commands/recommend.ts";
import { svdFile } from "./commands/svdFile.ts";
import { svdsFile } from "./commands/svdsFile.ts";
import { weightsFactorize } from "./commands/weightsFactorize.ts";
import { weightsFile } from "./commands/weightsFile.ts";
import { weightsLora } from "./commands/weightsLora.ts";
import { weightsMerge } from "./commands/weightsMerge.ts";
import { UsageError } from "./errors.ts";
import type { Io } from "./io.ts";
import { version } from "./package.ts";

/** In the order in which the help lists them. */
const COMMANDS: readonly Command[] = [
  svdFile,
  svdsFile,
  pca,
  lsaTexts,
  recommend,
  imageCompress,
  imageDenoise,
  imageLayers,
  imageCompare,
  imageBackground,
  facesFit,
  facesIdentify,
  weightsFile,
  weightsFactorize,
  weightsLora,
  weightsMerge,
  fitFile,
];

/**
 * Runs the program.
 *
 * @param argv - What was typed after its name.
 * @returns The exit status: 0 done, 1 the job failed, 2 the arguments or the
 * files they name are wrong.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    await dispatch(argv, io);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    io.stderr.write(`wasm-svd: ${message.replace(/\s*\n\s*/g, " ")}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<void> {
  const [first, ...rest] = argv;
  if (first === undefined || ["--help", "-h"].includes(first)) {
    io.stdout.write(overview(COMMANDS));
  } else if (["--version", "-V"].includes(first)) {
    io.stdout.write(`${version()}\n`);
  } else if (first === "help") {
    await dispatch([...rest, "--help"], io);
  } else {
    await runCommand(argv, io);
  }
}

async function runCommand(argv: readonly string[], io: Io): Promise<void> {
  const command: Command | undefined = COMMANDS.filter(({ name }) =>
    startsWith(argv, name.split(" ")),
  ).sort(
    // 'weights merge' before 'weights'.
    (a, b) => b.name.length - a.name.length,
  )[0];
  if (!command) {
    const group = COMMANDS.filter(({ name }) => name.startsWith(`${argv[0]} `));
    if (group.length > 0 && (argv.length === 1 || ["--help", "-h"].includes(argv[1]))) {
      io.stdout.write(overview(group));
      return;
    }
    throw new UsageError(unknown(argv, group));
  }
  const args = parseArguments(command, argv.slice(command.name.split(" ").length));
  if ("help" in args.options) io.stdout.write(helpOf(command));
  else await command.run(args, io);
}

function startsWith(argv: readonly string[], words: readonly string[]): boolean {
  return words.every((word, i) => argv[i] === word);
}

function unknown(argv: readonly string[], group: readonly Command[]): string {
  const known = (group.length > 0 ? group : COMMANDS).map(({ name }) => name).join(", ");
  if (argv[0].startsWith("-")) return `unknown option ${argv[0]}; 'wasm-svd --help' lists them`;
  const typed = group.length > 0 ? argv.slice(0, 2).join(" ") : argv[0];
  return `unknown command '${typed}', expected one of: ${known}`;
}

function overview(commands: readonly Command[]): string {
  const rows = commands.map(
    ({ name, operand, summary }) => [`${name} ${operand}`, summary] as const,
  );
  return [
    "Usage: wasm-svd COMMAND [options]",
    "",
    "Singular value decompositions in WebAssembly, and what people use them for.",
    "",
    "Commands:",
    aligned(rows),
    "",
    "Options:",
    aligned([
      ["-h, --help", "show this, or after a command its options"],
      ["-V, --version", "show the version"],
    ]),
    "",
  ].join("\n");
}
