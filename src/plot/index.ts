export { barPanelsSvg, type BarPanel, type BarPanelsOptions } from "./barPanels.ts";
export { chartSvg, type Chart, type ChartAxis, type ChartRule, type ChartSeries } from "./chart.ts";
export { chartsSvg, type ChartsOptions } from "./charts.ts";
export { contactSheet, type ContactSheetOptions, type Tile } from "./contactSheet.ts";
export { type SpectrumOptions, type SpectrumSeries, spectrumSvg } from "./spectrum.ts";
export { type Column, table } from "./table.ts";
