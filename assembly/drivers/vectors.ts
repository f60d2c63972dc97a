/** What `vectors` of a driver may be, besides 1 for thin factors. */
export const NONE: u32 = 0;
export const FULL: u32 = 2;
