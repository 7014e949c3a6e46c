type Versions = Record<string, string>;

/** What `package.json` has of interest here. */
export interface Manifest {
  files: string[];
  dependencies: Versions;
  optionalDependencies: Versions;
  devDependencies?: Versions;
  scripts?: Versions;
  [key: string]: unknown;
}

export interface Locked {
  version?: string;
  /** The package's own name, where it is installed under another. */
  name?: string;
  integrity?: string;
  dev?: boolean;
  [key: string]: unknown;
}

/** A lock file as npm writes it: the packages by their paths, the project itself under the empty one. */
export interface Lock {
  packages: Record<string, Locked>;
  [key: string]: unknown;
}

/**
 * A manifest for those who install the package: exact versions, and nothing that only developers need.
 *
 * @throws Error for a package that the lock file doesn't have
 */
export function packedManifest(manifest: Manifest, lock: Lock): Manifest {
  const exact = (versions: Versions): Versions =>
    Object.fromEntries(Object.keys(versions).map((name) => [name, lockedVersion(name, lock)]));
  return {
    ...without(manifest, ["devDependencies", "scripts"]),
    files: manifest.files,
    dependencies: exact(manifest.dependencies),
    optionalDependencies: exact(manifest.optionalDependencies),
  };
}

function without(object: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function lockedVersion(name: string, { packages }: Lock): string {
  const locked = packages[`node_modules/${name}`];
  if (locked?.version === undefined)
    throw new Error(`Expected ${name} in package-lock.json, got none. Run \`npm install\`.`);
  return locked.name === undefined ? locked.version : `npm:${locked.name}@${locked.version}`;
}

/** What of a lock file concerns those who install the package. */
export function shrinkwrapOf(manifest: Manifest, lock: Lock): Lock {
  const { [""]: project, ...others } = lock.packages;
  const { dependencies, optionalDependencies } = manifest;
  const own = without(project ?? {}, ["devDependencies"]);
  const kept = Object.entries(others).filter(([, { dev }]) => dev !== true);
  return {
    ...lock,
    packages: { "": { ...own, dependencies, optionalDependencies }, ...Object.fromEntries(kept) },
  };
}
