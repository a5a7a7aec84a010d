import { expect, it } from "vitest";
import { asWritten, quantityOf } from "../../src/findings/normalise.ts";

it.each([
  ["2 * time.Minute", "120 s"],
  ["time.Hour", "3600 s"],
  ["time.Second * 30", "30 s"],
  ["Duration::from_secs(30)", "30 s"],
  ["std::time::Duration::from_millis(500)", "0.5 s"],
  ["Duration.ofMinutes(5)", "300 s"],
  ["timedelta(hours=1)", "3600 s"],
  ["timer.Hour", undefined],
  ["2 * timeout", undefined],
])("a duration in code is an amount: %s", (written, expected) => {
  expect(quantityOf(written)).toBe(expected);
});

it.each([
  ["1 h", "24 * time.Hour", "1 * time.Hour"],
  ["90 s", "time.Minute", "90 * time.Second"],
  ["1 h", "24 hours", undefined],
  ["soon", "24 * time.Hour", undefined],
])("a duration is offered as the page writes its own: %s beside %s", (duration, like, expected) => {
  expect(asWritten(duration, like)).toBe(expected);
});
