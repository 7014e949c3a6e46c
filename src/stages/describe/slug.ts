import slugify from "@sindresorhus/slugify";

/** `NN-slug`: the name of a theme's page. */
export function slugOf(number: number, label: string): string {
  return `${String(number).padStart(2, "0")}-${slugify(label, { decamelize: false })}`;
}
