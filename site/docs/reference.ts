import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  Application,
  DeclarationReflection,
  JSX,
  type ProjectReflection,
  RendererEvent,
  type Router,
} from "typedoc";
import { ROOT } from "../../scripts/lib/files.mjs";
import { stylesOnColours } from "./assets.ts";
import { categorize } from "./categories.ts";
import { ReferenceTheme } from "./referenceTheme.ts";

const MDN = "https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/";

/**
 * Writes the reference by TypeDoc into a folder, from the docstrings of all that package.json exports.
 *
 * @returns Where each public name is described, relative to the folder above.
 */
export async function writeReference(folder: string): Promise<Map<string, string>> {
  const modules = exportedModules();
  mkdirSync(folder, { recursive: true });
  const customCss = path.join(folder, "colours.css");
  writeFileSync(customCss, stylesOnColours("reference.css"));
  const app = await Application.bootstrapWithPlugins({
    tsconfig: path.join(ROOT, "tsconfig.build.json"),
    entryPoints: Array.from(modules.keys(), (source) => path.join(ROOT, source)),
    name: "wasm-svd",
    theme: "site",
    readme: "none",
    // The package is built, and so type-checked, before.
    skipErrorChecking: true,
    disableSources: true,
    excludeProtected: true,
    hideGenerator: true,
    includeHierarchySummary: false,
    defaultCategory: "More",
    categorizeByGroup: false,
    navigation: { includeCategories: true, includeGroups: false, includeFolders: false },
    kindSortOrder: ["Function", "Class", "Interface", "TypeAlias"],
    searchInComments: true,
    customCss,
    favicon: path.join(ROOT, "site/public/icon.svg"),
    cleanOutputDir: false,
    validation: { invalidLink: false, notExported: false },
    externalSymbolLinkMappings: {
      global: { RangeError: `${MDN}RangeError`, TypeError: `${MDN}TypeError` },
      typescript: { RangeError: `${MDN}RangeError`, TypeError: `${MDN}TypeError` },
    },
    logLevel: "Error",
  });
  categorize(app);
  const project = await app.convert();
  if (!project) throw new Error("typedoc: the sources were not understood");
  for (const module of project.children ?? []) {
    module.name =
      modules.get(`src/${module.name}/index.ts`) ?? modules.get(`src/${module.name}.ts`)!;
  }
  app.renderer.defineTheme("site", ReferenceTheme);
  app.renderer.hooks.on("head.begin", ({ relativeURL }) =>
    JSX.createElement("script", { src: relativeURL("../../theme.js") }),
  );
  let found = new Map<string, string>();
  // The addresses are known while it renders, and forgotten after.
  app.renderer.on(RendererEvent.END, () => {
    found = addresses(app.renderer.router!, project);
  });
  await app.generateDocs(project, folder);
  if (app.logger.hasErrors()) throw new Error("typedoc: errors, see above");
  // A copy of it is among the assets.
  rmSync(customCss);
  return found;
}

/** The source of each module that package.json exports → the name that it is imported by. */
function exportedModules(): Map<string, string> {
  const { exports } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    exports: Record<string, string | { import: { default: string } }>;
  };
  const modules = Object.entries(exports).flatMap(([subpath, target]) => {
    if (typeof target === "string") return [];
    const source = target.import.default.replace("./dist/", "src/").replace(/\.js$/, ".ts");
    return [[source, path.posix.join("wasm-svd", subpath)] as const];
  });
  return new Map(modules);
}

function addresses(router: Router, project: ProjectReflection): Map<string, string> {
  const found = new Map<string, string>();
  for (const module of project.children ?? []) {
    for (const child of module.children ?? []) {
      if (!(child instanceof DeclarationReflection) || found.has(child.name)) continue;
      found.set(child.name, `api/${router.getFullUrl(child)}`);
    }
  }
  return found;
}
