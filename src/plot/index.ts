export { contactSheet, type ContactSheetOptions, type Tile } from "./contactSheet.ts";
export { type SpectrumOptions, type SpectrumSeries, spectrumSvg } from "./spectrum.ts";
export { type Column, table } from "./table.ts";
