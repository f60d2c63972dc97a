import { FormatError } from "../formatError.ts";
import type { Scanner } from "./scanner.ts";

/** The first line of a Matrix Market file. */
export interface MatrixMarketHeader {
  readonly format: "coordinate" | "array";
  readonly field: "real" | "integer" | "pattern";
  readonly symmetry: "general" | "symmetric" | "skew-symmetric";
}

/** Reads `%%MatrixMarket matrix FORMAT FIELD SYMMETRY`, in whatever case. */
export function readHeader(scanner: Scanner): MatrixMarketHeader {
  const line = scanner.text();
  const [banner, object, format, field, symmetry, ...rest] = line.trim().toLowerCase().split(/\s+/);
  if (banner !== "%%matrixmarket") throw new FormatError(`matrixMarket: ${notOne(scanner, line)}`);
  scanner.skipText();
  const expect = <T extends string>(got: string | undefined, ...names: T[]): T => {
    const found = names.find((name) => name === got);
    if (found !== undefined) return found;
    const word = got === undefined ? "the end of the line" : JSON.stringify(got);
    throw scanner.error(`expected ${names.join(" or ")}, got ${word}`);
  };
  expect(object, "matrix");
  if (field === "complex" || symmetry === "hermitian") {
    throw scanner.error(`expected a real matrix, got a ${field} ${symmetry} one`);
  }
  const kind = expect(format, "coordinate", "array");
  // `double` is what old files say.
  const numbers = field === "double" ? "real" : field === "unsigned-integer" ? "integer" : field;
  const header = {
    format: kind,
    field:
      kind === "array"
        ? expect(numbers, "real", "integer")
        : expect(numbers, "real", "integer", "pattern"),
    symmetry: expect(symmetry, "general", "symmetric", "skew-symmetric"),
  };
  if (header.field === "pattern" && header.symmetry === "skew-symmetric") {
    throw scanner.error("expected numbers with skew-symmetric, got pattern");
  }
  if (rest.length > 0) {
    throw scanner.error(`expected the end of the line, got ${JSON.stringify(rest[0])}`);
  }
  return header;
}

function notOne({ bytes }: Scanner, line: string): string {
  const got =
    bytes.length === 0
      ? "an empty file"
      : bytes[0] === 0x1f && bytes[1] === 0x8b
        ? "one that is compressed by gzip; unpack it first"
        : JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
  return `expected a file that starts with %%MatrixMarket, got ${got}`;
}
