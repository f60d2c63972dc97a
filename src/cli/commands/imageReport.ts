import type {
  ColourLayout,
  CompressedImage,
  ImageDecomposition,
} from "../../applications/images.ts";
import { colourChannels } from "../../image.ts";
import { percent } from "../../plot/percent.ts";
import { type Column, table } from "../../plot/table.ts";
import type { OutputFile } from "../files.ts";
import { decibels, duration, integer, precise } from "../format.ts";

export interface Compression {
  readonly result: CompressedImage;
  /** Why this rank, such as "energy ≥ 95 %"; empty if it was asked for itself. */
  readonly why: string;
  readonly ms: number;
}

export interface CompressionReport {
  /** Of the photograph, without folder and ending. */
  readonly name: string;
  readonly decomposition: ImageDecomposition;
  readonly compressions: readonly Compression[];
}

const [RED, GREEN, BLUE] = ["#d1495b", "#2a9d6f", "#3066be"];

/** The names of the matrices and the colours that they are drawn in. */
const CHANNELS: Record<ColourLayout | "grey", { name: string; colour: string }[]> = {
  grey: [{ name: "grey", colour: BLUE }],
  rgb: [
    { name: "red", colour: RED },
    { name: "green", colour: GREEN },
    { name: "blue", colour: BLUE },
  ],
  stacked: [{ name: "red, green and blue as one", colour: BLUE }],
  ycbcr: [
    { name: "brightness Y", colour: GREEN },
    { name: "blue Cb", colour: BLUE },
    { name: "red Cr", colour: RED },
  ],
};

function channelsOf({ image, layout }: ImageDecomposition) {
  return CHANNELS[image.channels < 3 ? "grey" : layout.colour];
}

/** What was decomposed, for people. */
export function kindOf(decomposition: ImageDecomposition): string {
  const { block } = decomposition.layout;
  const names = channelsOf(decomposition).map(({ name }) => name);
  return `${names.join(", ")}${block > 1 ? `, in blocks of ${block} × ${block}` : ""}`;
}

/** The picture of each rank, the contact sheet and the plot, as files. */
export async function compressionOutputs(report: CompressionReport): Promise<OutputFile[]> {
  const { name, compressions } = report;
  const { channels } = report.decomposition;
  const { writePng } = await import("../../io/images/index.ts");
  const pictures = compressions.map(async ({ result }) => ({
    name: `${name}-rank-${result.rank}.png`,
    content: await writePng(result.image),
  }));
  return [
    ...(await Promise.all(pictures)),
    { name: "contact-sheet.png", content: await writePng(await sheet(report)) },
    // A picture in black has nothing to plot.
    ...(channels.some(({ svd }) => svd.s[0] > 0)
      ? [{ name: "spectrum.svg", content: await spectrum(report) }]
      : []),
  ];
}

async function sheet({ name, decomposition, compressions }: CompressionReport) {
  const { contactSheet } = await import("../../plot/contactSheet.ts");
  const { image } = decomposition;
  const { width, height } = image;
  const tiles = compressions.map(({ result }) => ({
    image: result.image,
    title: `rank ${result.rank}`,
    note: `${result.compressionRatio.toFixed(1)} : 1 · ${decibels(result.psnr)}`,
  }));
  const original = {
    image,
    title: "original",
    note: `${integer(width * height * colourChannels(image))} numbers`,
  };
  return contactSheet([...tiles, original], {
    title: `${name}, ${width} × ${height} pixels: the best approximations of rank k`,
  });
}

async function spectrum({ name, decomposition, compressions }: CompressionReport): Promise<string> {
  const { spectrumSvg } = await import("../../plot/spectrum.ts");
  const { image, channels } = decomposition;
  const series = channels.map(({ svd }, c) => ({ ...channelsOf(decomposition)[c], values: svd.s }));
  return spectrumSvg(series, {
    title: `Singular values of ${name}, ${image.width} × ${image.height} pixels`,
    marks: compressions.map(({ result }) => result.rank),
  });
}

export function compressionTable(compressions: readonly Compression[]): string {
  const cells = (heading: string, cell: (compression: Compression) => string): Column => ({
    heading,
    cells: compressions.map(cell),
  });
  const why: Column = { ...cells("chosen by", ({ why }) => why), align: "left" };
  return table([
    cells("k", ({ result }) => String(result.rank)),
    ...(why.cells.some(Boolean) ? [why] : []),
    cells("numbers stored", ({ result }) => integer(result.numbersStored)),
    cells("bits/pixel", ({ result: { bitsStored, image } }) =>
      (bitsStored / (image.width * image.height)).toFixed(2),
    ),
    cells("ratio", ({ result }) => `${result.compressionRatio.toFixed(2)} : 1`),
    cells("energy", ({ result }) => percent(result.energy, 2)),
    cells("PSNR", ({ result }) => decibels(result.psnr)),
    cells("error measured", ({ result }) => precise(result.measuredError)),
    cells("predicted", ({ result }) => precise(result.predictedError)),
    cells("time", ({ ms }) => duration(ms)),
  ]);
}
