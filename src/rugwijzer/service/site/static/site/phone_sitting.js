// Asking the service for a page, with what is kept here. It keeps none of it.

/** What went wrong: `offline`, or a sentence to show. */
export class Problem extends Error {
  constructor(kind, said = "") {
    super(said);
    this.kind = kind;
    this.said = said;
  }
}

/** Send what is needed, and give back what came. Throws Problem. */
export async function ask(url, body) {
  const token = document.querySelector("[data-token] input[name=csrfmiddlewaretoken]").value;
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
      cache: "no-store",
    });
  } catch {
    throw new Problem("offline");
  }
  if (answer.status === 204) return {};
  let found;
  try {
    found = await answer.json();
  } catch {
    throw new Problem("failed");
  }
  if (!answer.ok) throw new Problem(found.kind ?? "failed", found.problem);
  return found;
}

/** The answers of a page of questions, as pairs. */
export function pairs(form) {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)]);
}
