import ts from "typescript";
import { parseExpected } from "./expected.ts";
import type { Example } from "./extract.ts";

/** An example as a module that checks itself. */
export interface Instrumented {
  readonly code: string;
  /** How many comments it checks. */
  readonly checks: number;
}

/**
 * Turns each statement with a comment that states a value into a check of it:
 *
 *     svd(a).s; // [2, 1]            →  $check(svd(a).s, " [2, 1]", "README.md:12");
 *     const s = svdvals(a); // [2]   →  const s = svdvals(a); $check(s, " [2]", …);
 *     console.log(rank(a)); // 1     →  $check(rank(a), " 1", …);
 *     svd(b); // throws RangeError   →  $throws(() => svd(b), " throws RangeError", …);
 *
 * @param sources - Where each name that the package exports a module under lies.
 * @param names - What the core exports; an example without imports gets what it uses of it.
 */
export function instrument(
  { code, place }: Example,
  sources: ReadonlyMap<string, string>,
  names: readonly string[],
): Instrumented {
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2023, true);
  let checks = 0;
  const statements = file.statements.map((statement) => {
    if (ts.isImportDeclaration(statement)) return redirect(statement, sources);
    const text = statement.getText();
    const comment = commentBehind(code, statement.end);
    const check = comment === undefined ? undefined : checkOf(statement, comment);
    if (!check) return text;
    ++checks;
    const line = file.getLineAndCharacterOfPosition(statement.getStart()).line;
    return check(JSON.stringify(comment), JSON.stringify(moved(place, line)));
  });
  if (!file.statements.some(ts.isImportDeclaration)) {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    statements.unshift(`import { ${used.join(", ")} } from "${sources.get("wasm-svd")}";`);
  }
  return { code: [...statements, "export {};"].join("\n"), checks };
}

function redirect(statement: ts.ImportDeclaration, sources: ReadonlyMap<string, string>): string {
  const { text } = statement.moduleSpecifier as ts.StringLiteral;
  const source = sources.get(text);
  return source
    ? statement.getText().replace(JSON.stringify(text), JSON.stringify(source))
    : statement.getText();
}

/** The text of a `//` comment on the line where a statement ends. */
function commentBehind(code: string, end: number): string | undefined {
  const [range] = ts.getTrailingCommentRanges(code, end) ?? [];
  return range && code.slice(range.pos, range.end).replace(/^\/\/\s*/, "");
}

type Check = (comment: string, place: string) => string;

function checkOf(statement: ts.Statement, comment: string): Check | undefined {
  const value = valueOf(statement);
  if (value === undefined) return undefined;
  if (comment.startsWith("throws ")) {
    return (says, at) => `await $throws(async () => (${value.text}), ${says}, ${at});`;
  }
  if (!parseExpected(comment)) return undefined;
  const before = value.keep ? `${statement.getText()} ` : "";
  return (says, at) => `${before}$check(${value.text}, ${says}, ${at});`;
}

/** What a comment behind a statement is about; `keep` if the statement must stay as well. */
function valueOf(statement: ts.Statement): { text: string; keep: boolean } | undefined {
  if (ts.isExpressionStatement(statement)) {
    const { expression } = statement;
    const logged =
      ts.isCallExpression(expression) &&
      expression.expression.getText() === "console.log" &&
      expression.arguments.length === 1;
    return { text: (logged ? expression.arguments[0] : expression).getText(), keep: false };
  }
  if (ts.isVariableStatement(statement)) {
    const { name } = statement.declarationList.declarations[0];
    return ts.isIdentifier(name) ? { text: name.text, keep: true } : undefined;
  }
  return undefined;
}

function moved(place: string, lines: number): string {
  const [file, line] = place.split(":");
  return `${file}:${Number(line) + lines}`;
}
