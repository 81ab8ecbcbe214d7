// Runs an image of the RP2040 from RAM in rp2040js, without a wall clock, and writes what UART 0 sends to stdout.
//
//   node rp2040_harness.mjs PACKAGE IMAGE SECONDS FIRST STEP
//
// The k-th conversion of the converter gives (FIRST + k * STEP) modulo 4096, whichever channel it is of, and channel c adds c
// to it. On stderr: conversions, the pins that were converted, baud, and the processor's clock.

import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , packageFolder, image, seconds, first, step] = process.argv;
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

const end = Number(seconds) * 1e9;
while (clock.nanos < end) {
  const cycles = rp2040.core.executeInstruction();
  clock.tick((cycles * 1e9) / rp2040.clkSys);
}
writeSync(1, Buffer.from(sent));
writeSync(2, JSON.stringify({ conversions, channels: [...channels], baud: rp2040.uart[0].baudRate, hz: rp2040.clkSys }));
