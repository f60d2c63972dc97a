import { parseArgs } from "node:util";
import { UsageError } from "./errors.ts";
import type { Io } from "./io.ts";

export interface Option {
  /** One letter. */
  readonly short?: string;
  /** What stands for the value in the help; an option without is a switch. */
  readonly value?: string;
  readonly help: string;
}

export interface Command {
  /** As it is typed, in one or two words. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Such as `FILE` or `[PHOTO]`: brackets where it may be left out. */
  readonly operand: string;
  /** Some lines for the help. */
  readonly description: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  run(args: Arguments, io: Io): Promise<void>;
}

export interface Arguments {
  readonly operand?: string;
  /** The values by long name; "" for a switch that is on. */
  readonly options: Readonly<Record<string, string | undefined>>;
}

const HELP: Option = { short: "h", help: "show this" };

/**
 * Reads what was typed after the name of a command.
 *
 * Node's own parser takes the arguments apart; whether they make sense is judged
 * here, to say in one line what to do.
 *
 * @throws {@link UsageError} for an option that there is not, a value that is
 * missing or too many, or an operand too many or too few.
 */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const known = optionsOf(command);
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(known).map(([name, { short, value }]) => {
        const type = value === undefined ? "boolean" : "string";
        return [name, { type, ...(short && { short }) }] as const;
      }),
    ),
  });
  const options: Record<string, string> = {};
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    options[token.name] = checkedValue(command, known[token.name], token);
  }
  if ("help" in options) return { options };
  if (operands.length > 1) {
    throw new UsageError(
      `expected one ${command.operand}, got ${operands.length}: ${operands.join(" ")}`,
    );
  }
  if (operands.length === 0 && !command.operand.startsWith("[")) {
    throw new UsageError(`expected a ${command.operand}: ${usage(command)}`);
  }
  return { operand: operands[0], options };
}

function checkedValue(
  command: Command,
  option: Option | undefined,
  { rawName, value }: { rawName: string; value?: string },
): string {
  if (!option) {
    throw new UsageError(`unknown option ${rawName}; 'wasm-svd ${command.name} --help' lists them`);
  }
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, got ${value}`);
    return "";
  }
  // A value may be a negative number, but not the next option.
  if (value === undefined || value === "" || /^-[^\d.]/.test(value)) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
  }
  return value;
}

/** The whole help of one command. */
export function helpOf(command: Command): string {
  const rows = Object.entries(optionsOf(command)).map(([name, { short, value, help }]) => {
    const letter = short ? `-${short}, ` : "    ";
    return [`${letter}--${name}${value ? ` ${value}` : ""}`, help] as const;
  });
  const examples = command.examples.map((example) => `  ${example}`).join("\n");
  return `Usage: ${usage(command)}\n\n${command.description}\n\nOptions:\n${aligned(rows)}\n\nExamples:\n${examples}\n`;
}

/** Two columns, the second one starting at the same place in each line. */
export function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  const gap = " ".repeat(width + 4);
  return rows
    .map(([left, right]) => `  ${left.padEnd(width)}  ${right.replaceAll("\n", `\n${gap}`)}`)
    .join("\n");
}

function usage(command: Command): string {
  return `wasm-svd ${command.name} ${command.operand} [options]`;
}

function optionsOf(command: Command): Record<string, Option> {
  return { ...command.options, help: HELP };
}
