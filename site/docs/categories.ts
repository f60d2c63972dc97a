import {
  type Application,
  Comment,
  CommentTag,
  type Context,
  Converter,
  type Reflection,
} from "typedoc";

/** The headings of the reference of `wasm-svd`, by the folder below src/ that a name is declared in; the first that fits. */
const CATEGORIES: readonly (readonly [folder: RegExp, category: string])[] = [
  [/^applications\/pca/, "Principal components"],
  [/^applications\/text/, "Text"],
  [/^applications\/recommender|^approximation\/ratings/, "Recommendations"],
  [/^applications\/images|^image\./, "Pictures"],
  [/^applications\/faces/, "Faces"],
  [/^applications\/weights/, "Neural weights"],
  [/^applications\/fits|^solvers\/(lstsq|ridge|regular|project|totalLeast|solve)/, "Least squares"],
  [/^(linearOperator|truncatedSvd)|^sparse|^streaming|svds\.ts$/, "Sparse, huge, arriving"],
  [/^complex/, "Complex matrices"],
  [/^workers/, "In the background"],
  [/^decompositions|^factors/, "Decompositions"],
  [/^approximation/, "Approximation"],
  [/^solvers/, "Rank, norms, subspaces"],
];

/** Sorts the names of the core into categories, by where they are declared: the docstrings need not say it. */
export function categorize(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context: Context) => {
    const core = context.project.children?.find(({ name }) => name === "index");
    for (const child of core?.children ?? []) {
      const category = categoryOf(context, child) ?? "Matrices and precision";
      child.comment ??= new Comment();
      child.comment.blockTags.push(new CommentTag("@category", [{ kind: "text", text: category }]));
    }
  });
}

function categoryOf(context: Context, child: Reflection): string | undefined {
  const [declaration] = context.getSymbolFromReflection(child)?.declarations ?? [];
  const [, file = ""] = /\/src\/(.*)$/.exec(declaration?.getSourceFile().fileName ?? "") ?? [];
  return CATEGORIES.find(([folder]) => folder.test(file))?.[1];
}
