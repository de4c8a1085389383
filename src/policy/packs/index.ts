import { usablePolicy, type Policy } from '../policy';
import type { PolicyDocument } from '../schema';
import internetCentre from './internet-centre.json';
import maintenancePosts from './maintenance-posts.json';

/** A policy that comes with the product. What tells where it fits is known before the whole of it is read. */
export interface BuiltInPack {
  readonly id: string;
  readonly ledgers: readonly { readonly sheet: string; readonly table: string }[];
  /** Always the same object. */
  policy(): Policy;
}

/**
 * The packs, the default one first. Each is written down as parsing would give it, with nothing left to a default: their tests
 * hold them to that, so that no page has to parse and prove them again.
 */
const PACKS: readonly BuiltInPack[] = [packOf(internetCentre), packOf(maintenancePosts)];

/** The policies that come with the product, the default one first. */
export function builtInPacks(): readonly BuiltInPack[] {
  return PACKS;
}

/** The policy that holds where nothing says which: the default pack's. */
export function builtInPolicy(): Policy {
  const [first] = PACKS;
  if (!first) throw new Error('the product comes without a policy');
  return first.policy();
}

function packOf(json: Omit<BuiltInPack, 'policy'>): BuiltInPack {
  const { id, ledgers } = json;
  let policy: Policy | undefined;
  return {
    id,
    ledgers,
    policy() {
      policy ??= usablePolicy(json as unknown as PolicyDocument);
      return policy;
    },
  };
}
