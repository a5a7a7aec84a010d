import type { Finding } from "../types/index.ts";

/**
 * Findings without those that a block speaks for: of a block that is confirmed or contradicted no key is told by itself.
 * Where nothing settles the block, its keys are, as far as the source settles them; the order stays.
 */
export function withoutKeysOfBlocks(findings: readonly Finding[]): readonly Finding[] {
  const blocks = findings.filter(({ claim }) => claim.kind === "config-block");
  if (blocks.length === 0) return findings;
  return findings.filter((finding) => {
    if (finding.claim.kind !== "config-key") return true;
    const around = blocks.filter((block) => isInside(finding, block));
    return around.length === 0 || (isSettled(finding) && !around.some(isSettled));
  });
}

function isInside({ claim: { place } }: Finding, { claim: { place: whole } }: Finding): boolean {
  return place.path === whole.path && whole.startOffset <= place.startOffset && place.endOffset <= whole.endOffset;
}

function isSettled({ outcome }: Finding): boolean {
  return outcome === "confirmed" || outcome === "contradicted";
}
