import type { Present, PublishPlan, TicketWrite, Write } from "../types/index.ts";

/** The writes of a plan as text, in their order, with the body of the comment; nothing is written. */
export function renderPlan({ writes, tickets = [] }: PublishPlan, present: Present): string {
  const sentences = [...writes.map((write) => sentence(write, present)), ...tickets.map(ticketSentence)];
  if (sentences.length === 0) return "Nothing to write: everything is as it should be.\n";
  return `${sentences.map((text, index) => `${index + 1}. ${text}`).join("\n")}\n`;
}

function ticketSentence({ kind, ticket, comment }: TicketWrite): string {
  const verb = kind === "create-ticket-comment" ? "post a" : "edit our";
  return `${verb} comment on ticket ${ticket}\n${indented(comment.body)}`;
}

function sentence(write: Write, present: Present): string {
  switch (write.kind) {
    case "create-label":
      return `create label "${write.label.name}" (#${write.label.color})`;
    case "add-label":
      return `add label "${write.name}"`;
    case "remove-label":
      return `remove label "${write.name}"`;
    case "create-comment":
      return `post the comment\n${indented(write.comment.body)}`;
    case "update-comment":
      return `edit comment ${write.id} (${present.comments.find(({ id }) => id === write.id)?.body.length ?? 0} → ${write.comment.body.length} characters)\n${indented(write.comment.body)}`;
    case "delete-comment":
      return `delete comment ${write.id}, a duplicate`;
    case "create-check":
      return `create check "${write.check.name}": ${write.check.conclusion}, ${write.check.title}`;
    case "update-check":
      return `update check "${write.check.name}": ${write.check.conclusion}, ${write.check.title}`;
    case "set-status":
      return `set status "${write.status.context}": ${write.status.state}`;
    case "set-title":
      return `set the title to "${write.title}"`;
    case "set-draft":
      return write.state === "draft" ? "make the pull request a draft" : "mark the pull request as ready for review";
    case "notify":
      return `post a notice\n${indented(write.notice.body)}`;
    case "store-ledger":
      return `store the ledger on ${write.ref} (${present.ledgerRef?.text?.length ?? 0} → ${write.text.length} characters)`;
    case "suggest":
      return `suggest changes of ${write.suggestions.map(({ path, startLine }) => `${path}:${startLine}`).join(", ")}`;
  }
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `   | ${line}`))
    .join("\n");
}
