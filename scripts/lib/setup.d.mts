/** Builds the parts of dist/ that are missing or older than their sources. */
export function ensureBuilt(parts?: readonly ('cli' | 'addin' | 'workbench')[]): Promise<void>;
