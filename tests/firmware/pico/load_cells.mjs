// HX711 on a Pico's pins: data on GP2, GP3 ..., their clock on GP10. The n-th conversion of each gives what `value(chip, n)` says,
// and one that ends within a read is lost.

const PULSES = 25;

export function plugInLoadCells(rp2040, clock, periods, value) {
  const seen = { cut: 0, longestHigh: 0 };
  let wentUp = 0;
  const chips = periods.map((period, chip) => {
    const line = rp2040.gpio[2 + chip];
    const state = { value: 0, pulse: 0, n: 0, line };
    line.setInputValue(true);
    const alarm = clock.createAlarm(() => {
      alarm.schedule(period * 1000);
      state.n += 1;
      if (state.pulse > 0) {
        seen.cut += 1;
        return;
      }
      state.value = value(chip, state.n) & 0xffffff;
      line.setInputValue(false);
    });
    alarm.schedule(period * 1000);
    return state;
  });
  if (!chips.length) return seen;
  rp2040.gpio[10].addListener((now) => {
    if (now !== 1) {
      // Not that of the start, which is to be long.
      if (wentUp && chips.some((chip) => chip.pulse)) seen.longestHigh = Math.max(seen.longestHigh, clock.nanos - wentUp);
      return;
    }
    wentUp = clock.nanos;
    for (const chip of chips) {
      if (chip.pulse === 0 && chip.line.inputValue) continue; // it has nothing new
      chip.line.setInputValue(chip.pulse >= PULSES - 1 || ((chip.value >> (PULSES - 2 - chip.pulse)) & 1) === 1);
      chip.pulse = (chip.pulse + 1) % PULSES;
    }
  });
  return seen;
}
