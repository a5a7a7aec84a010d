/**
 * Remembers what is made of the texts of files, of those last asked for and up to so much text, in UTF-16 units; a file whose
 * text has changed is read anew.
 */
export function createTextCache<Made>(
  mostText: number,
  make: (path: string, text: string) => Made,
): (path: string, text: string) => Made {
  const kept = new Map<string, { readonly text: string; readonly made: Made }>();
  let length = 0;
  const forget = (path: string): void => {
    length -= kept.get(path)?.text.length ?? 0;
    kept.delete(path);
  };
  return (path, text) => {
    const known = kept.get(path);
    const made = known?.text === text ? known.made : make(path, text);
    forget(path);
    kept.set(path, { text, made });
    length += text.length;
    for (const oldest of kept.keys()) {
      if (length <= mostText || oldest === path) break;
      forget(oldest);
    }
    return made;
  };
}
