// Asks a running Border Ledger through the generated client, and holds what it gets to what is known.
//
// usage: node example.js ADDRESS LATER_ADDRESS
// The second is a service as a later version may be: clients/check stands in for it.
// snippet
import createClient from "openapi-fetch";
import type { paths } from "./ledger.js";
// end of snippet
import type { Client } from "openapi-fetch";
import type { components } from "./ledger.js";

type Ledger = Client<paths>;
type Problem = components["schemas"]["Problem"];

let differences = 0;

function expect<T>(what: string, expected: T, found: T): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    differences++;
    console.error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  }
}

/** The answer; else the example ends with the problem. */
function answered<T>(result: { data?: T; error?: Problem }): T {
  if (result.data === undefined) {
    throw new Error(`there is no answer: ${result.error?.code} ${result.error?.detail}`);
  }
  return result.data;
}

function refused(result: { error?: Problem }): Problem {
  if (result.error === undefined) {
    throw new Error("a problem was expected, and an answer came");
  }
  return result.error;
}

async function snippet(address: string): Promise<void> {
  // snippet
  const ledger = createClient<paths>({ baseUrl: address });
  const { data, error } = await ledger.GET("/v1/crossings/{key}", {
    params: { path: { key: "uk-small-boats-daily:2025-06-20" } },
  });
  if (data) {
    console.log(data.data.people, "people, status", data.data.status);
  } else {
    console.log(error?.code, error?.hint);
  }
  // end of snippet
}

async function oneFigure(ledger: Ledger): Promise<void> {
  const figure = answered(
    await ledger.GET("/v1/crossings/{key}", { params: { path: { key: "uk-small-boats-daily:2025-06-20" } } }),
  ).data;
  expect("people", 437, figure.people);
  expect("boats", 7, figure.boats);
  expect("uncontrolled landings, none and not missing", 0, figure.uncontrolledLandings);
  expect("status", "P", figure.status);
  expect("qualifier", "exact", figure.qualifier);
  expect("period", "2025-06-20", figure.periodStart);
  expect("what has no value is null", null, figure.valueHigh);
  expect("withdrawn", false, figure.withdrawn);
}

async function filters(ledger: Ledger): Promise<void> {
  const page = answered(
    await ledger.GET("/v1/crossings", { params: { query: { period: "2025-06", "people.gte": 500 } } }),
  );
  expect("days of June 2025 with 500 people or more", [879, 585, 583, 919], page.data.map((each) => each.people));
  expect("their first day", "2025-06-30", page.data[0]?.periodStart);
  expect("there is no other page", null, page.links.next);
  expect("days that the series has of June", 30, page.meta.coverage?.present);
}

async function pages(ledger: Ledger): Promise<void> {
  const keys: string[] = [];
  let total: number | null = null;
  let cursor: string | null = null;
  let asked = 0;
  do {
    const page: components["schemas"]["CrossingPage"] = answered(
      await ledger.GET("/v1/crossings", {
        params: { query: { limit: 500, count: "exact", to: "2025-12-31", ...(cursor === null ? {} : { cursor }) } },
      }),
    );
    asked++;
    total = page.meta.total;
    keys.push(...page.data.map((each) => each.key));
    cursor = page.links.next === null ? null : new URL(page.links.next, "http://localhost").searchParams.get("cursor");
  } while (cursor !== null);
  expect("days of 2018 to 2025", 2922, keys.length);
  expect("of which each is there once", 2922, new Set(keys).size);
  expect("as many as the ledger counts", 2922, total);
  expect("pages", 6, asked);
  expect("the last day", "uk-small-boats-daily:2018-01-01", keys.at(-1));
}

async function whatWasKnown(ledger: Ledger): Promise<void> {
  const path = { key: "uk-small-boats-prevented-weekly:2026-W16" };
  const now = answered(await ledger.GET("/v1/enforcement-actions/{key}", { params: { path } }));
  const then = answered(
    await ledger.GET("/v1/enforcement-actions/{key}", { params: { path, query: { asOf: "2026-05-15" } } }),
  );
  expect("people prevented in that week", 390, now.data.quantity);
  expect("and as it was known on 15 May 2026", 322, then.data.quantity);
  expect("as of", "2026-05-15", then.meta.asOf);
  expect("what the publisher said of the new number", "Revised", then.data.publisherFlag);
}

async function sums(ledger: Ledger): Promise<void> {
  const page = answered(
    await ledger.GET("/v1/crossings/aggregates", { params: { query: { from: "2025-01-01", to: "2025-06-20" } } }),
  );
  expect("one sum", 1, page.data.length);
  expect("people", 17817, page.data[0]?.peopleSum);
  expect("days that went in", 171, page.data[0]?.present);
  expect("of all", true, page.data[0]?.complete);
}

async function problems(ledger: Ledger): Promise<void> {
  const problem = refused(await ledger.GET("/v1/crossings", { params: { query: { route: "chanel" } } }));
  expect("status of the problem", 400, problem.status);
  expect("its code", "unknown-value", problem.code);
  expect("its hint", "did you mean 'channel'?", problem.hint);
  expect("its parameter", "route", problem.parameter);
  expect("what is allowed", ["channel"], problem.allowed);
  const missing = refused(
    await ledger.GET("/v1/crossings/{key}", { params: { path: { key: "uk-small-boats-daily:1999-01-01" } } }),
  );
  expect("the code of what is not there", "not-found", missing.code);
  expect("which concerns no parameter", undefined, missing.parameter);
}

async function laterVersion(ledger: Ledger): Promise<void> {
  const figure = answered(
    await ledger.GET("/v1/crossings/{key}", { params: { path: { key: "uk-small-boats-daily:2025-06-20" } } }),
  ).data;
  // a type that listed the codes of today would not compile here
  const status: typeof figure.status = "later-status";
  const qualifier: typeof figure.qualifier = "later-qualifier";
  const code: Problem["code"] = "later-code";
  expect("a status that a later version adds", status, figure.status);
  expect("a qualifier that it adds", qualifier, figure.qualifier);
  expect("what is beside them", 437, figure.people);
  const problem = refused(await ledger.GET("/v1/crossings", { params: { query: { route: "chanel" } } }));
  expect("a code of a problem that it adds", code, problem.code);
  expect("the hint beside it", "did you mean 'channel'?", problem.hint);
}

const [address, later] = process.argv.slice(2);
if (address === undefined || later === undefined) {
  console.error("usage: node example.js ADDRESS LATER_ADDRESS");
  process.exit(2);
}
await snippet(address);
const ledger = createClient<paths>({ baseUrl: address });
for (const question of [oneFigure, filters, pages, whatWasKnown, sums, problems]) {
  await question(ledger);
}
await laterVersion(createClient<paths>({ baseUrl: later }));
process.exit(differences === 0 ? 0 : 1);
