/** The address of all speeches in one file; by site/speeches.ts. */
declare module "virtual:speeches" {
  const url: string;
  export default url;
}
