import { corrupt, overLimit, ReadRefusal } from './read-problem';
import { relationshipsPart, resolveTarget, type PackageParts } from './package-parts';
import type { ReadLimits } from './read-limits';

/** What one part says of another: «rId3», the last word of its type («worksheet»), and the part it names. */
export interface Relationship {
  readonly id: string;
  readonly kind: string;
  readonly part: string;
}

const CONTENT_TYPES = '[Content_Types].xml';

/** The last word of a relationship type; the same in the transitional and the strict namespace. */
function kindOf(type: string): string {
  return type.slice(type.lastIndexOf('/') + 1);
}

/** The relationships of a part in the order they are written; none if it has no such list. Links out are passed over. */
export async function readRelationships(
  parts: PackageParts,
  part: string,
  limits: ReadLimits,
): Promise<readonly Relationship[]> {
  const list = relationshipsPart(part);
  if (!parts.has(list)) return [];
  const relationships: Relationship[] = [];
  await parts.read(list, {
    open(name, attributes, depth) {
      if (depth === 1 && name !== 'Relationships') throw corrupt('xml-root', { part: list, root: name });
      if (depth !== 2 || name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
      if (relationships.length >= limits.listItems) throw overLimit('listItems', limits.listItems, list);
      relationships.push({
        id: attributes.get('Id') ?? '',
        kind: kindOf(attributes.get('Type') ?? ''),
        part: resolveTarget(part, attributes.get('Target') ?? ''),
      });
    },
    close() {},
    text() {},
  });
  return relationships;
}

/** The content type of every part, as [Content_Types].xml gives it. */
class ContentTypes {
  private readonly byPart = new Map<string, string>();
  private readonly byExtension = new Map<string, string>();

  static async read(parts: PackageParts, limits: ReadLimits): Promise<ContentTypes> {
    const types = new ContentTypes();
    await parts.read(CONTENT_TYPES, {
      open(name, attributes, depth) {
        if (depth === 1 && name !== 'Types') throw corrupt('xml-root', { part: CONTENT_TYPES, root: name });
        if (depth !== 2) return;
        const type = (attributes.get('ContentType') ?? '').toLowerCase();
        if (name === 'Override')
          types.byPart.set(resolveTarget('', attributes.get('PartName') ?? '').toLowerCase(), type);
        else if (name === 'Default') types.byExtension.set((attributes.get('Extension') ?? '').toLowerCase(), type);
        if (types.byPart.size + types.byExtension.size > limits.listItems) {
          throw overLimit('listItems', limits.listItems, CONTENT_TYPES);
        }
      },
      close() {},
      text() {},
    });
    return types;
  }

  of(part: string): string {
    const name = part.toLowerCase();
    return this.byPart.get(name) ?? this.byExtension.get(name.slice(name.lastIndexOf('.') + 1)) ?? '';
  }

  /** The first part declared to be a workbook of some kind; for packages whose root relationships are lost. */
  firstWorkbook(): string | undefined {
    for (const [part, type] of this.byPart) if (documentOf(type) === 'workbook') return part;
    return undefined;
  }
}

/** What the content type of a package's main part makes of the file. */
function documentOf(type: string): 'workbook' | 'xlsb' | 'word' | 'powerpoint' | 'unknown' | 'other' {
  if (type.includes('sheet.binary')) return 'xlsb';
  // .xlsx and .xltx; .xlsm, .xltm and .xlam. Macros are parts that nothing here reads.
  if (/spreadsheetml\.(sheet|template)\.main\+xml|ms-excel\..*\.main\+xml/.test(type)) return 'workbook';
  if (type.includes('wordprocessingml') || type.includes('ms-word')) return 'word';
  if (type.includes('presentationml') || type.includes('ms-powerpoint')) return 'powerpoint';
  return type === '' || type === 'application/xml' || type === 'text/xml' ? 'unknown' : 'other';
}

/** What a zip that is no OOXML package seems to be. */
function formatOfOtherZip(parts: PackageParts): string {
  if (parts.has('mimetype') && parts.has('content.xml')) return 'opendocument';
  for (const name of parts.names()) if (name.endsWith('.iwa')) return 'numbers';
  return 'zip';
}

/**
 * The package's main part, found as OPC prescribes: by the root's officeDocument relationship, its kind by the content
 * types. Refuses packages that are no workbook: file-xlsb, file-not-xlsx.
 */
export async function findWorkbookPart(parts: PackageParts, limits: ReadLimits): Promise<string> {
  if (!parts.has(CONTENT_TYPES)) throw new ReadRefusal('file-not-xlsx', { format: formatOfOtherZip(parts) });
  const types = await ContentTypes.read(parts, limits);
  const root = await readRelationships(parts, '', limits);
  const main = root.find(({ kind }) => kind === 'officeDocument')?.part ?? types.firstWorkbook();
  if (main === undefined) throw new ReadRefusal('file-not-xlsx', { format: 'zip' });
  const document = documentOf(types.of(main));
  if (document === 'xlsb') throw new ReadRefusal('file-xlsb');
  // A main part without a content type of its own still has to begin with <workbook>; the workbook's reader sees to it.
  if (document !== 'workbook' && document !== 'unknown') {
    throw new ReadRefusal('file-not-xlsx', { format: document === 'other' ? 'zip' : document });
  }
  return main;
}
