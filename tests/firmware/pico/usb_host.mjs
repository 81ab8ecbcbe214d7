// A computer at the other end of the USB cable: rp2040js' own host finds the device and opens its serial port; beside it, what a
// real host would notice and that one does not, which are the numbers of packets; and further requests, one after another.

const DATA_IN = 2;
const BULK_IN = 0x90; // that endpoint's buffer control, in the controller's RAM
const CONTROL_IN = 0x80;
const AVAILABLE = 1 << 10;
const SECOND = 1 << 13;
const STALL = 1 << 11;
const BEGIN_ANEW = [2, 1, 0, 0, 0x80 | DATA_IN, 0, 0, 0]; // CLEAR_FEATURE, halt of that endpoint

export function plugIn(rp2040, USBCDC, { opensPort = true, asks = [] }, onData) {
  const usb = rp2040.usbCtrl;
  const cdc = new USBCDC(usb);
  const seen = { connected: false, packets: 0, longest: 0, wrongNumbers: 0, answers: [], address: () => usb.addrEndp };
  const toAsk = [...asks];
  let asked = null;

  if (!opensPort) cdc.cdcSetControlLineState = () => (cdc.initialized = true);
  cdc.onDeviceConnected = () => (seen.connected = true);
  cdc.onSerialData = (bytes) => {
    seen.packets += 1;
    seen.longest = Math.max(seen.longest, bytes.length);
    onData(bytes);
  };

  let number = 0;
  const updated = usb.DPRAMUpdated.bind(usb);
  usb.DPRAMUpdated = (offset, value) => {
    if (offset === BULK_IN && value & AVAILABLE) {
      if ((value & SECOND ? 1 : 0) !== number) seen.wrongNumbers += 1;
      number ^= 1;
    }
    if (offset === CONTROL_IN && value & STALL && asked) {
      seen.answers.push('stall');
      asked = null;
    }
    updated(offset, value);
  };

  const hostWrote = usb.onEndpointWrite;
  usb.onEndpointWrite = (endpoint, bytes) => {
    if (endpoint !== 0 || !asked) return hostWrote(endpoint, bytes);
    asked.got.push(...bytes);
    const wanted = asked.request[0] & 0x80 ? asked.request[6] | (asked.request[7] << 8) : 0;
    if (bytes.length < 64 || asked.got.length >= wanted) {
      seen.answers.push(asked.got);
      asked = null;
    }
  };
  const hostRead = usb.onEndpointRead;
  usb.onEndpointRead = (endpoint, size) => {
    if (endpoint !== 0) return hostRead(endpoint, size);
    if (asked?.says) usb.endpointReadDone(0, Uint8Array.from(asked.says));
  };

  // Endpoints that answer a host, as addresses: the controller is silent for others, which a host takes for a broken device.
  seen.enabled = () => {
    const control = (offset) => rp2040.usbDPRAMView.getUint32(offset, true) >>> 31;
    const all = Array.from({ length: 15 }, (_, k) => k + 1);
    return all.flatMap((k) => [...(control(8 * k) ? [0x80 | k] : []), ...(control(8 * k + 4) ? [k] : [])]);
  };

  // Call it now and then.
  seen.next = () => {
    if (!seen.connected || asked || !toAsk.length) return;
    asked = { got: [], ...toAsk.shift() };
    if (String(asked.request) === String(BEGIN_ANEW)) number = 0;
    usb.sendSetupPacket(Uint8Array.from(asked.request));
  };
  return seen;
}
