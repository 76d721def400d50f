// An exercise that counts along. Without it the page has the steps and the button all the same.

const root = document.querySelector("[data-phases]");
const phases = JSON.parse(root.dataset.phases);
const says = JSON.parse(root.dataset.says);
const part = (name) => root.querySelector(`[data-${name}]`);
const whole = phases.reduce((sum, each) => sum + each.seconds, 0);

let at = 0; // which phase
let left = phases[0].seconds; // seconds still to go in it
let until = 0; // when it ends, while it runs
let ticking = 0;
let sound = null;
let lock = null;

const running = () => ticking !== 0;
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** What stands large: the number of the repetition, or the seconds that are left. */
function digits(phase, seconds) {
  return phase.kind === "move" && phase.of > 1 ? String(phase.count) : clock(seconds);
}

function where(phase) {
  const parts = [];
  if (phase.of > 1) parts.push(says.of.replace("[count]", phase.count).replace("[of]", phase.of));
  if (phase.sets > 1) parts.push(says.set.replace("[set]", phase.set).replace("[sets]", phase.sets));
  if (phase.side) parts.push(says[`side${phase.side}`]);
  return parts.join(" · ");
}

function show() {
  const phase = phases[at];
  if (!phase) return;
  const seconds = Math.max(0, Math.ceil(left));
  const begun = running() || at > 0 || left < phase.seconds;
  part("digits").textContent = begun ? digits(phase, seconds) : clock(whole);
  if (begun) part("what").textContent = says[phase.kind];
  part("where").textContent = begun ? where(phase) : "";
  const before = phases.slice(0, at).reduce((sum, each) => sum + each.seconds, 0);
  part("bar").value = (before + phase.seconds - left) / whole;
}

/** Said to who does not look: what begins, and how long; of repetitions only the number. */
function announce(phase) {
  const held = ["hold", "time", "rest", "side"].includes(phase.kind) && phase.seconds > 4;
  const much =
    phase.seconds < 60
      ? says.seconds.replace("[seconds]", phase.seconds)
      : says.minutes.replace("[minutes]", Math.round(phase.seconds / 60));
  const long = held ? `, ${much}` : "";
  part("live").textContent =
    phase.kind === "move" && phase.of > 1 ? String(phase.count) : `${says[phase.kind]}${long}`;
}

function beep(high) {
  if (!part("sound").checked) return;
  sound ??= new AudioContext();
  const now = sound.currentTime;
  const tone = sound.createOscillator();
  const loud = sound.createGain();
  tone.frequency.value = high ? 880 : 587;
  loud.gain.setValueAtTime(0.0001, now);
  loud.gain.exponentialRampToValueAtTime(0.25, now + 0.02);
  loud.gain.exponentialRampToValueAtTime(0.0001, now + 0.25);
  tone.connect(loud).connect(sound.destination);
  tone.start(now);
  tone.stop(now + 0.3);
}

function buzz(pattern) {
  if (part("buzz").checked && navigator.vibrate) navigator.vibrate(pattern);
}

async function stayAwake() {
  try {
    lock = await navigator.wakeLock?.request("screen");
  } catch {
    lock = null; // the screen may go dark; the counting goes on
  }
}

function mayDoze() {
  lock?.release();
  lock = null;
}

function move(on) {
  part("moving").hidden = !on;
  part("still").hidden = on;
}

function begin(phase) {
  announce(phase);
  beep(phase.kind === "hold" || phase.kind === "time");
  buzz(phase.kind === "hold" ? 120 : 60);
  move(phase.kind !== "rest" && phase.kind !== "ready" && phase.kind !== "side");
}

function step() {
  left = (until - performance.now()) / 1000;
  while (left <= 0) {
    at += 1;
    if (at >= phases.length) return finish();
    left += phases[at].seconds;
    until = performance.now() + left * 1000;
    if (left > 0) begin(phases[at]);
  }
  show();
}

function run() {
  until = performance.now() + left * 1000;
  ticking = setInterval(step, 100);
  part("start").textContent = says.pause;
  part("next").hidden = false;
  part("again").hidden = false;
  stayAwake();
  part("counter").scrollIntoView({ block: "nearest" });
  begin(phases[at]);
  show();
}

function pause() {
  clearInterval(ticking);
  ticking = 0;
  mayDoze();
  move(false);
  part("start").textContent = says.go_on;
  part("live").textContent = says.paused;
}

function finish() {
  clearInterval(ticking);
  ticking = 0;
  mayDoze();
  move(false);
  at = phases.length;
  part("what").textContent = says.end;
  part("digits").textContent = "✓";
  part("where").textContent = "";
  part("bar").value = 1;
  part("live").textContent = says.end;
  part("start").hidden = true;
  part("next").hidden = true;
  beep(true);
  buzz([120, 80, 120]);
  const done = part("did").querySelector("button");
  done.scrollIntoView({ block: "center" });
  done.focus();
}

function again() {
  clearInterval(ticking);
  ticking = 0;
  mayDoze();
  at = 0;
  left = phases[0].seconds;
  part("start").hidden = false;
  part("start").textContent = says.start;
  part("next").hidden = true;
  part("again").hidden = true;
  part("live").textContent = "";
  move(true);
  show();
  part("start").focus();
}

part("start").addEventListener("click", () => (running() ? pause() : run()));
part("again").addEventListener("click", again);
part("next").addEventListener("click", () => {
  if (!running()) run();
  until = performance.now();
  step();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && running()) stayAwake();
});
part("can-buzz").hidden = !navigator.vibrate;
part("counter").hidden = false;
show();
