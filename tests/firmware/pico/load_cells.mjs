// HX711 on a Pico's pins: data on GP2, GP3 ..., their clock on GP10. The n-th conversion of each gives what `value(chip, n)` says
// and takes its period, by up to the share `tremble` longer or shorter. Of one that ends within a read the rest of the bits is sent. The line of chip `held` is
// held down from its hundredth conversion on, as that of a chip is whose reading was cut. A chip whose clock is high for longer than
// OFF_NS switches itself off, and has forgotten what was read of it when the clock falls.

const PULSES = 25;
const OFF_NS = 60_000;

export function plugInLoadCells(rp2040, clock, periods, { tremble, held }, value) {
  const seen = { cut: 0, longestHigh: 0 };
  let wentUp = 0;
  let random = 1;
  const next = () => (random = (random * 48271) % 2147483647) / 2147483647;
  const show = (state, high) => state.line.setInputValue(high && !(state.chip === held && state.n >= 100));
  const chips = periods.map((period, chip) => {
    const line = rp2040.gpio[2 + chip];
    const state = { value: 0, pulse: 0, n: 0, line, chip };
    line.setInputValue(true);
    const alarm = clock.createAlarm(() => {
      alarm.schedule(period * 1000 * (1 + tremble * (2 * next() - 1)));
      state.n += 1;
      state.value = value(chip, state.n) & 0xffffff;
      if (state.pulse > 0) seen.cut += 1;
      else line.setInputValue(false);
    });
    alarm.schedule(period * 1000);
    return state;
  });
  if (!chips.length) return seen;
  rp2040.gpio[10].addListener((now) => {
    if (now !== 1) {
      if (wentUp && clock.nanos - wentUp > OFF_NS) {
        for (const chip of chips) {
          chip.pulse = 0;
          chip.line.setInputValue(true);
        }
      }
      // Not that of the start, which is to be long.
      if (wentUp && chips.some((chip) => chip.pulse)) seen.longestHigh = Math.max(seen.longestHigh, clock.nanos - wentUp);
      return;
    }
    wentUp = clock.nanos;
    for (const chip of chips) {
      if (chip.pulse === 0 && chip.line.inputValue) continue; // it has nothing new
      show(chip, chip.pulse >= PULSES - 1 || ((chip.value >> (PULSES - 2 - chip.pulse)) & 1) === 1);
      chip.pulse = (chip.pulse + 1) % PULSES;
    }
  });
  return seen;
}
