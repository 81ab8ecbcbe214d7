// Reads tests/golden/packets.txt on stdin, packs and seals each packet with the firmware's own sources, and compares
// every byte. Prints the number of packets; exits 1 at the first difference.

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "packet.h"
#include "seal.h"

using namespace tripod;

namespace {

std::vector<uint8_t> sealed(const uint8_t* payload, uint8_t length, uint8_t start) {
  static SendRing ring;
  ring = SendRing();
  // Begin anywhere in the ring, so that the packet also runs over its end.
  ring.commit(start);
  ring.skip(start);
  if (!seal(ring, payload, length)) return {};
  std::vector<uint8_t> bytes;
  uint8_t byte;
  while (ring.pop(byte)) bytes.push_back(byte);
  return bytes;
}

uint8_t pack_frame_line(std::istringstream& in, uint8_t* payload) {
  unsigned group, seq;
  uint32_t t_us;
  in >> group >> seq >> t_us;
  std::vector<Cell> cells;
  for (std::string word; in >> word;) {
    int counts, status, age;
    if (sscanf(word.c_str(), "%d:%d:%d", &counts, &status, &age) != 3) return 0;
    cells.push_back({counts, static_cast<Status>(status), static_cast<uint8_t>(age)});
  }
  return pack_frame(payload, static_cast<uint8_t>(group), static_cast<uint16_t>(seq), t_us, cells.data(),
                    static_cast<uint8_t>(cells.size()));
}

uint8_t pack_banner_line(std::istringstream& in, uint8_t* payload, bool second) {
  Banner banner = {};
  std::string version, board, id, bar;
  unsigned supply, self_test;
  in >> version >> board >> id >> banner.uptime_s >> banner.t_us >> supply >> self_test >> banner.overruns >>
      banner.dropped >> banner.torn;
  sscanf(version.c_str(), "%hhu.%hhu.%hhu", &banner.firmware[0], &banner.firmware[1], &banner.firmware[2]);
  for (int i = 0; i < kBoardIdBytes; ++i) sscanf(id.c_str() + 2 * i, "%2hhx", &banner.id[i]);
  banner.board = board.c_str();
  banner.supply_mv = static_cast<uint16_t>(supply);
  banner.self_test = static_cast<uint8_t>(self_test);
  Group groups[kMaxGroups];
  std::vector<Status> worst[kMaxGroups];
  Sampling sampling[kMaxGroups];
  in >> bar;
  while (in && bar == "|") {
    unsigned number, converter, tested;
    uint32_t rate_mhz;
    in >> number >> converter >> tested >> rate_mhz;
    if (second) {
      unsigned jitter, ratiometric;
      in >> sampling[banner.groups].full_scale >> jitter >> ratiometric;
      sampling[banner.groups].jitter = static_cast<uint8_t>(jitter);
      sampling[banner.groups].ratiometric = ratiometric;
    }
    std::vector<Status>& statuses = worst[banner.groups];
    for (bar.clear(); in >> bar && bar != "|"; bar.clear()) statuses.push_back(static_cast<Status>(std::stoi(bar)));
    groups[banner.groups] = {static_cast<uint8_t>(number),   static_cast<Converter>(converter),
                             static_cast<uint8_t>(statuses.size()), static_cast<uint8_t>(tested),
                             rate_mhz,                       statuses.data()};
    ++banner.groups;
  }
  banner.group = groups;
  return second ? pack_banner_2(payload, banner, sampling) : pack_banner(payload, banner);
}

}  // namespace

int main() {
  int packets = 0;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t equals = line.find(" = ");
    std::istringstream fields(line.substr(0, equals)), hex(line.substr(equals + 3));
    std::vector<uint8_t> expected;
    for (unsigned byte; hex >> std::hex >> byte;) expected.push_back(static_cast<uint8_t>(byte));
    std::string kind;
    fields >> kind;
    uint8_t payload[kMaxBanner2];
    const uint8_t length = kind == "frame" ? pack_frame_line(fields, payload)
                                           : pack_banner_line(fields, payload, kind == "banner_2");
    for (unsigned start = 0; start < 256; ++start) {
      if (sealed(payload, length, static_cast<uint8_t>(start)) != expected) {
        std::cout << "differs: " << line << "\n";
        return 1;
      }
    }
    ++packets;
  }
  std::cout << packets << "\n";
  return packets ? 0 : 1;
}
