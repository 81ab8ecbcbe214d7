// Runs an image of the RP2040 from RAM in rp2040js, without a wall clock, and writes what UART 0 sends to stdout.
//
//   node rp2040_harness.mjs PACKAGE IMAGE SECONDS FIRST STEP [PERIOD_US ...]
//
// The k-th conversion of the converter gives (FIRST + k * STEP) modulo 4096, whichever channel it is of, and channel c adds c
// to it. Each PERIOD_US is an HX711 more, on GP2, GP3 ... with its clock on GP10: its n-th conversion gives n * 8 + chip, less a
// million, and one that ends within a read is lost. On stderr: conversions, the pins that were converted, baud, the
// processor's clock, and of the HX711 the reads that were cut and the longest time for which their clock was high.

import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , packageFolder, image, seconds, first, step, ...periods] = process.argv;
const { Simulator } = createRequire(import.meta.url)(packageFolder);

const RAM = 0x20000000;
const simulator = new Simulator();
const { rp2040, clock } = simulator;
const bytes = readFileSync(image);
rp2040.sram.set(bytes, 0);
rp2040.core.VTOR = RAM;
rp2040.core.SP = bytes.readUInt32LE(0);
rp2040.core.PC = bytes.readUInt32LE(4) & ~1;

const sent = [];
rp2040.uart[0].onByte = (byte) => sent.push(byte);

let conversions = 0;
const channels = new Set();
rp2040.adc.onADCRead = (channel) => {
  channels.add(channel);
  rp2040.adc.channelValues[channel] = (Number(first) + conversions++ * Number(step) + channel) % 4096;
  rp2040.adc.currentChannel = channel;
  rp2040.adc.sampleAlarm.schedule(rp2040.adc.sampleTime * 1000);
};

const PULSES = 25;
let cut = 0;
let longestHigh = 0;
let wentUp = 0;
const chips = periods.map((period, chip) => {
  const line = rp2040.gpio[2 + chip];
  const state = { value: 0, pulse: 0, n: 0, line };
  line.setInputValue(true);
  const alarm = clock.createAlarm(() => {
    alarm.schedule(Number(period) * 1000);
    state.n += 1;
    if (state.pulse > 0) {
      cut += 1;
      return;
    }
    state.value = (state.n * 8 + chip - 1000000) & 0xffffff;
    line.setInputValue(false);
  });
  alarm.schedule(Number(period) * 1000);
  return state;
});
if (chips.length) {
  rp2040.gpio[10].addListener((now) => {
    if (now !== 1) {
      // Not that of the start, which is to be long.
      if (wentUp && chips.some((chip) => chip.pulse)) longestHigh = Math.max(longestHigh, clock.nanos - wentUp);
      return;
    }
    wentUp = clock.nanos;
    for (const chip of chips) {
      if (chip.pulse === 0 && chip.line.inputValue) continue; // it has nothing new
      chip.line.setInputValue(chip.pulse >= PULSES - 1 || ((chip.value >> (PULSES - 2 - chip.pulse)) & 1) === 1);
      chip.pulse = (chip.pulse + 1) % PULSES;
    }
  });
}

const end = Number(seconds) * 1e9;
while (clock.nanos < end) {
  const cycles = rp2040.core.executeInstruction();
  clock.tick((cycles * 1e9) / rp2040.clkSys);
}
writeSync(1, Buffer.from(sent));
writeSync(2, JSON.stringify({ conversions, channels: [...channels], baud: rp2040.uart[0].baudRate, hz: rp2040.clkSys, cut, longestHigh }));
