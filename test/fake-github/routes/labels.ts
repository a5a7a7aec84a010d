import { z } from "zod";
import {
  type Call,
  created,
  invalid,
  issueFor,
  loginOf,
  notFound,
  ok,
  paged,
  param,
  Refusal,
  type Reply,
  type Routes,
  repositoryFor,
} from "../call.ts";
import { addLabels, removeLabel } from "../changes.ts";
import { label } from "../render.ts";
import type { Issue, Label, Repository } from "../state.ts";
import { findLabel, freshId, labelsOf } from "../world.ts";

const names = z.union([
  z.object({ labels: z.array(z.union([z.string(), z.object({ name: z.string() })])).optional() }),
  z.array(z.union([z.string(), z.object({ name: z.string() })])),
]);
const creating = z.object({ name: z.string(), color: z.string().optional(), description: z.string().optional() });
const updating = z.object({
  new_name: z.string().optional(),
  color: z.string().optional(),
  description: z.string().optional(),
});

/** Labels of a repository and of its issues; names ignore case. */
export const labelRoutes: Routes = {
  "GET /repos/{owner}/{repo}/labels": (call) => {
    const repository = repositoryFor(call);
    return paged(call, repository.labels, (page) => page.map((item) => label(call, repository, item)));
  },
  "POST /repos/{owner}/{repo}/labels": (call) => {
    const repository = repositoryFor(call);
    const request = creating.parse(call.body);
    if (findLabel(repository, request.name) !== undefined) throw invalid("Label", "name", "already_exists");
    checkLook(request.color, request.description);
    const color = request.color ?? "ededed";
    const made: Label = {
      id: freshId(call.world),
      name: request.name,
      color,
      description: request.description ?? null,
    };
    repository.labels.push(made);
    return created(label(call, repository, made));
  },
  "GET /repos/{owner}/{repo}/labels/{name}": (call) => {
    const repository = repositoryFor(call);
    return ok(label(call, repository, labelFor(call, repository)));
  },
  "PATCH /repos/{owner}/{repo}/labels/{name}": (call) => {
    const repository = repositoryFor(call);
    const item = labelFor(call, repository);
    const request = updating.parse(call.body ?? {});
    checkLook(request.color, request.description);
    const taken = request.new_name === undefined ? undefined : findLabel(repository, request.new_name);
    if (taken !== undefined && taken !== item) throw invalid("Label", "name", "already_exists");
    item.name = request.new_name ?? item.name;
    item.color = request.color ?? item.color;
    item.description = request.description ?? item.description;
    return ok(label(call, repository, item));
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/labels": (call) => {
    const repository = repositoryFor(call);
    const items = labelsOf(repository, issueFor(call, repository));
    return paged(call, items, (page) => page.map((item) => label(call, repository, item)));
  },
  "POST /repos/{owner}/{repo}/issues/{issue_number}/labels": (call) => {
    const repository = repositoryFor(call);
    const issue = issueFor(call, repository);
    add(call, repository, issue);
    return shown(call, repository, issue);
  },
  "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels": (call) => {
    const repository = repositoryFor(call);
    const issue = issueFor(call, repository);
    const wanted = namesOf(call).map((name) => name.toLowerCase());
    for (const item of labelsOf(repository, issue)) {
      if (!wanted.includes(item.name.toLowerCase())) {
        removeLabel(call.world, repository, issue, item.name, { actor: loginOf(call) });
      }
    }
    add(call, repository, issue);
    return shown(call, repository, issue);
  },
  "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}": (call) => {
    const repository = repositoryFor(call);
    const issue = issueFor(call, repository);
    const removed = removeLabel(call.world, repository, issue, param(call, "name"), { actor: loginOf(call) });
    if (!removed) throw new Refusal(404, "Label does not exist");
    return shown(call, repository, issue);
  },
};

function labelFor(call: Call, repository: Repository): Label {
  const found = findLabel(repository, param(call, "name"));
  if (found === undefined) throw notFound();
  return found;
}

function namesOf(call: Call): string[] {
  const request = names.parse(call.body ?? {});
  const items = Array.isArray(request) ? request : (request.labels ?? []);
  return items.map((item) => (typeof item === "string" ? item : item.name));
}

function add(call: Call, repository: Repository, issue: Issue): void {
  const wanted = namesOf(call);
  const held = labelsOf(repository, issue).map((item) => item.name.toLowerCase());
  const fresh = new Set(wanted.map((name) => name.toLowerCase()).filter((name) => !held.includes(name)));
  if (wanted.some((name) => name.length > 50)) throw invalid("Label", "name", "invalid");
  if (held.length + fresh.size > call.world.limits.labelsPerIssue) {
    throw new Refusal(422, "Validation Failed", {
      errors: [{ resource: "Issue", code: "custom", field: "labels", message: "labels cannot exceed 100" }],
    });
  }
  addLabels(call.world, repository, issue, wanted, { actor: loginOf(call) });
}

function shown(call: Call, repository: Repository, issue: Issue): Reply {
  return ok(labelsOf(repository, issue).map((item) => label(call, repository, item)));
}

function checkLook(color: string | undefined, description: string | undefined): void {
  if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color)) throw invalid("Label", "color", "invalid");
  if (description !== undefined && [...description].length > 100) {
    throw invalid("Label", "description", "custom", "description is too long (maximum is 100 characters)");
  }
}
