import type { ReferenceRole } from "../types/index.ts";

/** Roles, the one that asks most of the reference first; of several readings the first wins. */
export const rolesByStrength = [
  "blocker",
  "primary",
  "child",
  "follow-up",
  "revert",
  "context",
] as const satisfies readonly ReferenceRole[];

/** Roles whose reference must be merged and not reverted before the docs may be live. */
const requiredRoles: ReadonlySet<ReferenceRole> = new Set(["blocker", "primary", "child", "follow-up"]);

/** The role that asks more. */
export function strongerRole(left: ReferenceRole, right: ReferenceRole): ReferenceRole {
  return rolesByStrength.indexOf(left) <= rolesByStrength.indexOf(right) ? left : right;
}

/** Whether the docs wait for a reference of this role. */
export function isRequired(role: ReferenceRole): boolean {
  return requiredRoles.has(role);
}
