import type { FunctionComponent } from "preact";

/** A panel of the explorer. Its code is loaded when it is first opened. */
export interface PanelEntry {
  /** In the address: `#/image`. */
  readonly id: string;
  /** In the navigation. */
  readonly title: string;
  /** Above the panel. */
  readonly heading: string;
  /** One line below the heading: what there is to see. */
  readonly about: string;
  readonly load: () => Promise<{ readonly default: FunctionComponent }>;
}

export const PANELS: readonly PanelEntry[] = [
  {
    id: "matrix",
    title: "2 × 2",
    heading: "A circle becomes an ellipse",
    about:
      "Every 2 × 2 matrix rotates, stretches along two axes and rotates again, perhaps with a flip: its singular value decomposition.",
    load: () => import("../panels/matrix/panel.tsx"),
  },
  {
    id: "image",
    title: "Image",
    heading: "A photograph, layer by layer",
    about: "A photograph as a sum of rank-one layers, the largest first.",
    load: () => import("../panels/image/panel.tsx"),
  },
  {
    id: "pca",
    title: "PCA",
    heading: "Where a table varies most",
    about: "The directions in which a table of numbers varies most.",
    load: () => import("../panels/pca/panel.tsx"),
  },
  {
    id: "least-squares",
    title: "Least squares",
    heading: "The line nearest to points",
    about: "The line that is nearest to points, by the pseudoinverse.",
    load: () => import("../panels/leastSquares/panel.tsx"),
  },
  {
    id: "noise",
    title: "Noise",
    heading: "What is signal, and what is noise",
    about: "Which singular values are signal, and which are noise.",
    load: () => import("../panels/noise/panel.tsx"),
  },
  {
    id: "text",
    title: "Text",
    heading: "Topics, found in words",
    about: "Topics of two centuries of speeches, found in who uses which words.",
    load: () => import("../panels/text/panel.tsx"),
  },
  {
    id: "recommender",
    title: "Recommender",
    heading: "A table with holes",
    about: "A table of ratings with holes, filled by a matrix of low rank.",
    load: () => import("../panels/recommender/panel.tsx"),
  },
  {
    id: "faces",
    title: "Faces",
    heading: "Faces from a few coefficients",
    about: "Faces as a mean face and a few coefficients.",
    load: () => import("../panels/faces/panel.tsx"),
  },
  {
    id: "machine",
    title: "Your machine",
    heading: "How fast is your machine?",
    about: "How fast all this is in the browser that you are reading it in.",
    load: () => import("../panels/machine/panel.tsx"),
  },
];
