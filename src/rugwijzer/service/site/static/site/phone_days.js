// What somebody did and how her pain was, day by day: a small drawing, and the same in a table.

const SVG = "http://www.w3.org/2000/svg";
const DAY = 24 * 60 * 60 * 1000;
const SHOWN = 42;
const BOX = { left: 26, right: 312, top: 10, bottom: 128 };

const number = (on) => Math.round(Date.parse(`${on}T12:00:00Z`) / DAY);

/** The pain of each day: what was noted, or else what was told at a check. */
export function pains(state) {
  const told = state.visits
    .filter((visit) => Number.isInteger(visit.answers.pain_now))
    .map((visit) => [visit.at, visit.answers.pain_now]);
  return Object.fromEntries([...told, ...Object.entries(state.diary)].sort());
}

/** Show it all in a panel. */
export function show(panel, state, language, words) {
  const pain = pains(state);
  const done = Object.fromEntries(Object.entries(state.done).filter(([, things]) => things.length));
  const days = [...new Set([...Object.keys(pain), ...Object.keys(done)])].sort().slice(-SHOWN);
  const count = Object.keys(done).length;
  panel.querySelector("[data-did]").textContent =
    count === 0 ? "" : count === 1 ? words("did_one") : words("did").replace("[number]", count);
  panel.querySelector("[data-nothing]").hidden = days.length > 0;
  const table = panel.querySelector("[data-table]");
  table.hidden = days.length === 0;
  const spoken = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  table.tBodies[0].replaceChildren(
    ...days.toReversed().map((on) => {
      const row = document.createElement("tr");
      const cells = [spoken.format(new Date(`${on}T12:00:00Z`)), pain[on] ?? "", done[on]?.length ?? ""];
      cells.forEach((text, at) => {
        const cell = document.createElement(at ? "td" : "th");
        if (!at) cell.scope = "row";
        cell.textContent = text;
        row.append(cell);
      });
      return row;
    }),
  );
  const noted = Object.entries(pain).slice(-SHOWN);
  panel.querySelector("[data-figure]").hidden = noted.length < 2;
  if (noted.length >= 2) draw(panel.querySelector("svg.course"), noted, spoken);
}

function draw(svg, noted, spoken) {
  for (const old of svg.querySelectorAll(":scope > :not(title)")) old.remove();
  const first = number(noted[0][0]);
  const last = Math.max(number(noted.at(-1)[0]), first + 6);
  const x = (on) => BOX.left + ((number(on) - first) / (last - first)) * (BOX.right - BOX.left);
  const y = (value) => BOX.bottom - (value / 10) * (BOX.bottom - BOX.top);
  for (const value of [0, 5, 10]) {
    add(svg, "line", { x1: BOX.left, x2: BOX.right, y1: y(value), y2: y(value), class: "grid" });
    add(svg, "text", { x: BOX.left - 8, y: y(value) + 4, class: "end" }, value);
  }
  add(svg, "polyline", { points: noted.map(([on, value]) => `${x(on)},${y(value)}`).join(" "), class: "line" });
  for (const [on, value] of noted) add(svg, "circle", { cx: x(on), cy: y(value), r: 3.5, class: "point" });
  add(svg, "text", { x: BOX.left, y: 146 }, spoken.format(new Date(`${noted[0][0]}T12:00:00Z`)));
  if (number(noted.at(-1)[0]) > first + 2) {
    add(svg, "text", { x: x(noted.at(-1)[0]), y: 146, class: "end" }, spoken.format(new Date(`${noted.at(-1)[0]}T12:00:00Z`)));
  }
}

function add(svg, kind, attributes, text = "") {
  const part = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
  part.textContent = text;
  svg.append(part);
}
