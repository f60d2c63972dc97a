import path from "node:path";
import { defineConfig } from "vite";
import { speeches } from "./speeches.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const DIST = path.join(ROOT, "dist");

/**
 * The explorer, on the package as it is published: dist/ has to be built before. All paths are relative, so that the
 * result can lie in any folder of any server.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [speeches()],
  resolve: {
    alias: [
      { find: /^wasm-svd$/, replacement: path.join(DIST, "index.js") },
      { find: /^wasm-svd\/images$/, replacement: path.join(DIST, "io/images/index.js") },
      { find: /^wasm-svd\/io$/, replacement: path.join(DIST, "io/index.js") },
    ],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { fs: { allow: [ROOT] } },
  build: {
    outDir: path.join(ROOT, "build/site"),
    emptyOutDir: true,
    target: "es2022",
    // The library is one part by itself; it is loaded with the first panel, after the first paint.
    chunkSizeWarningLimit: 1024,
  },
});
