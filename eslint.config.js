import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * The layers, lowest first. A folder may import from itself and from what stands in its list.
 * Files directly in src/ (matrix.ts, errors.ts …) are open to all of src/.
 */
const SOURCE_LAYERS = {
  wasm: [],
  // Matrix Market is read by io, and SparseMatrix.fromMatrixMarket calls that.
  sparse: ["wasm", "io"],
  // What the functions below do with complex matrices, and what that needs of their tolerances and truncations.
  complex: ["wasm", "solvers", "approximation"],
  // svds decomposes streams too.
  decompositions: ["wasm", "sparse", "complex", "streaming"],
  solvers: ["wasm", "sparse", "complex", "decompositions"],
  approximation: ["wasm", "sparse", "complex", "decompositions", "solvers"],
  streaming: ["wasm", "decompositions", "solvers", "approximation"],
  applications: ["sparse", "decompositions", "solvers", "approximation", "streaming"],
  io: ["sparse"],
  plot: [],
  // What they compute is all of the library.
  workers: [
    "wasm",
    "sparse",
    "complex",
    "decompositions",
    "solvers",
    "approximation",
    "streaming",
    "applications",
  ],
  cli: [
    "sparse",
    "decompositions",
    "solvers",
    "approximation",
    "streaming",
    "applications",
    "io",
    "plot",
  ],
};

const ASSEMBLY_LAYERS = {
  kernels: [],
  factorizations: ["kernels"],
  drivers: ["kernels", "factorizations"],
};

const FEATURE_FLAG = {
  selector: "Identifier[name=/^ASC_FEATURE_/]",
  message: "What the machine can do is known to assembly/simd.ts alone.",
};

const DECORATOR = {
  selector: "Decorator",
  message: "Breaks tsc and prettier; Binaryen inlines by itself.",
};

const VECTOR_REGISTER = {
  selector: "Identifier[name='v128']",
  message: "Vector registers belong in kernels.",
};

const NODE_IMPORT = {
  regex: "^node:",
  message: "Bundlers for browsers stop at it: use globalThis.process?.getBuiltinModule.",
};

const LIBRARY_SOURCE = {
  regex: "^(\\.\\./)+src/",
  message: "The site is built on the package as others have it: wasm-svd.",
};

const NODE_IMPORT_IN_TEST = {
  regex: "^node:",
  message: "This test also runs in Chromium; call it *.node.test.ts.",
};

export default defineConfig([
  globalIgnores([
    "build/",
    "dist/",
    "src/wasm/bytes.ts",
    "src/wasm/exports.ts",
    "src/workers/source.ts",
    "bench/against/eigen/",
    "**/*.d.ts",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      eqeqeq: "error",
      // TypeScript finds undefined names, and knows more of them.
      "no-undef": "off",
      "prefer-const": ["error", { destructuring: "all" }],
    },
  },
  {
    files: [
      "src/**/*.ts",
      "test/**/*.ts",
      "bench/**/*.ts",
      "examples/**/*.ts",
      "scripts/**/*.mjs",
      "site/src/**/*.{ts,tsx}",
      "site/docs/**/*.ts",
    ],
    ignores: ["test/build/consumer/**"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.json", "site/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true, allowNever: true },
      ],
      // The exports of a module and the rows of test tables are taken apart; none uses `this`.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    // Plain JavaScript gets its types from JSDoc and JSON.parse: too much `any` to forbid it.
    files: ["scripts/**/*.mjs"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },

  // assembly/
  {
    files: ["assembly/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", FEATURE_FLAG, DECORATOR],
      // AssemblyScript knows only its own forms of these.
      "prefer-rest-params": "off",
      "prefer-spread": "off",
    },
  },
  {
    files: ["assembly/factorizations/**/*.ts", "assembly/drivers/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", FEATURE_FLAG, DECORATOR, VECTOR_REGISTER],
    },
  },
  { files: ["assembly/simd.ts"], rules: { "no-restricted-syntax": ["error", DECORATOR] } },
  ...layers("assembly", ASSEMBLY_LAYERS, []),

  // src/
  { files: ["src/**/*.ts"], rules: { "no-console": "error" } },
  { files: ["src/cli/**/*.ts"], rules: { "no-console": "off" } },
  ...layers("src", SOURCE_LAYERS, [NODE_IMPORT]),
  {
    // The command line tool is the one part that runs in Node only.
    ...forbidImports("src/cli/**/*.ts", [upward("src", SOURCE_LAYERS, "cli")]),
  },

  // site/
  forbidImports("site/src/**/*.{ts,tsx}", [LIBRARY_SOURCE]),

  // test/
  {
    files: ["test/**/*.test.ts"],
    ignores: ["test/**/*.node.test.ts", "test/build/**", "test/docs/**", "test/site/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [NODE_IMPORT_IN_TEST] }],
    },
  },
  {
    // it.each tables and expect.any() are typed `any` by vitest.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-unsafe-assignment": "off" },
  },
]);

/**
 * One entry for each layer, and one for the files beside the layers' folders.
 *
 * @param {string} root
 * @param {Record<string, string[]>} allowed
 * @param {{ regex: string, message: string }[]} more - What none of them may import.
 */
function layers(root, allowed, more) {
  return [
    forbidImports(`${root}/**/*.ts`, more),
    ...Object.keys(allowed).map((layer) => {
      return forbidImports(`${root}/${layer}/**/*.ts`, [upward(root, allowed, layer), ...more]);
    }),
  ];
}

/**
 * @param {string} files
 * @param {{ regex: string, message: string }[]} patterns
 * @returns {import("eslint").Linter.Config}
 */
function forbidImports(files, patterns) {
  return { files: [files], rules: { "no-restricted-imports": ["error", { patterns }] } };
}

/**
 * The imports that a layer must not make: those of layers not in its list, and of index.ts.
 *
 * @param {string} root
 * @param {Record<string, string[]>} allowed
 * @param {string} layer
 */
function upward(root, allowed, layer) {
  const others = Object.keys(allowed).filter((x) => x !== layer && !allowed[layer].includes(x));
  const names = ["cli", "workers"].includes(layer) ? others : [...others, "index(\\.ts)?$"];
  return {
    regex: `^\\.\\./(\\.\\./)*(${names.join("|")})(/|$)`,
    message: `${root}/${layer} may import from: ${allowed[layer].join(", ") || "no other layer"}.`,
  };
}
