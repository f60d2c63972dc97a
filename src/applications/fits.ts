export {
  type LinearRegression,
  linearRegression,
  type LinearRegressionOptions,
} from "./fits/linearRegression.ts";
export {
  type FitOptions,
  type LineFit,
  linefit,
  polyfit,
  type PolynomialFit,
} from "./fits/polyfit.ts";
export type { FitStatistics } from "./fits/statistics.ts";
